using System.Diagnostics;
using BgpTranslate.Tests;

namespace BgpTranslate.Daemons.Tests;

/// <summary>A real BGP speaker, running in a namespace until it is disposed.</summary>
internal abstract class Speaker(NetworkNamespace place) : IDisposable
{
    private readonly List<Process> processes = [];

    protected TemporaryFolder Folder { get; } = new();

    /// <summary>Starts it.</summary>
    public abstract void Start(string configuration);

    /// <summary>Runs a program of the speaker to its end.</summary>
    protected string Require(string program, params IEnumerable<string> arguments) =>
        Command.Require("ip", ["netns", "exec", place.Name, Requirements.Find(program)!, .. arguments]);

    /// <summary>Keeps a daemon running in the foreground; it is up when its socket is there.</summary>
    protected void Keep(string socket, string daemon, params IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo("ip", ["netns", "exec", place.Name, Requirements.Find(daemon)!, .. arguments]))!;
        processes.Add(process);
        Await(() => process.HasExited || File.Exists(socket), () => $"{daemon} does not start");
        if (process.WaitForExit(200)) throw new InvalidOperationException($"{daemon} ended with exit code {process.ExitCode}");
    }

    /// <summary>Waits until something is so, for a minute.</summary>
    protected static void Await(Func<bool> isSo, Func<string> otherwise)
    {
        for (var watch = Stopwatch.StartNew(); !isSo(); Thread.Sleep(100))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException(otherwise());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var process in processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        Folder.Dispose();
    }
}

/// <summary>BIRD 2.</summary>
internal sealed class BirdSpeaker(NetworkNamespace place) : Speaker(place)
{
    private string Socket => Folder.At("bird.ctl");

    /// <inheritdoc/>
    public override void Start(string configuration) => Keep(Socket, "bird", "-f", "-c", Folder.Write("bird.conf", configuration), "-s", Socket, "-P", Folder.At("bird.pid"));

    /// <summary>
    /// What the session called <c>session</c> receives once it is up and nothing changes any more: routes in order, with the attributes that the neighbour sent.
    /// A MED of 0 is no MED: the daemons differ in whether they say it (RFC 4271 §9.1.2.2 treats both alike); a link-local next hop beside the global one is the daemon's own choice (RFC 2545 §3).
    /// </summary>
    /// <param name="holds">A prefix to wait for, when others must come up before.</param>
    public string Received(string holds = "")
    {
        Await(() => Ask("show", "protocols", "session").Contains("Established", StringComparison.Ordinal), () => $"the session does not come up:\n{Ask("show", "protocols", "all", "session")}");
        Await(() => Routes().Contains(holds, StringComparison.Ordinal), () => $"{holds} does not come:\n{Routes()}");
        var routes = Routes();
        for (var same = 0; same < 4; same++)
        {
            Thread.Sleep(1000);
            var now = Routes();
            if (now != routes) same = 0;
            routes = now;
        }

        return routes;
    }

    private string Ask(params string[] words) => Command.Run("birdc", ["-s", Socket, .. words]).Output;

    private string Routes()
    {
        var routes = new List<List<string>>();
        foreach (var line in Ask("show", "route", "all", "protocol", "session").Split('\n'))
        {
            var text = line.Trim();
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]) && text.Contains('/')) routes.Add([text[..text.IndexOf(' ')]]);
            else if (text.StartsWith("BGP.next_hop:", StringComparison.Ordinal)) routes[^1].Add("  " + string.Join(' ', text.Split(' ')[..2]));
            else if (text.StartsWith("BGP.", StringComparison.Ordinal) && text != "BGP.med: 0" && !text.StartsWith("BGP.local_pref", StringComparison.Ordinal)) routes[^1].Add("  " + text);
        }

        return string.Join('\n', routes.OrderBy(r => r[0], StringComparer.Ordinal).SelectMany(r => r));
    }
}

/// <summary>FRR: zebra, staticd and bgpd.</summary>
internal sealed class FrrSpeaker(NetworkNamespace place) : Speaker(place)
{
    /// <inheritdoc/>
    public override void Start(string configuration)
    {
        // The daemons give up root: their folder must be theirs.
        var empty = Folder.Write("empty.conf", "");
        var file = Folder.Write("frr.conf", configuration);
        Command.Require("chown", "-R", "frr:frr", Folder.Path);
        foreach (var daemon in new[] { "zebra", "staticd", "bgpd" })
            Keep(Folder.At(daemon + ".vty"), daemon, "-f", empty, "-i", Folder.At(daemon + ".pid"), "-z", Folder.At("zserv.api"), "--vty_socket", Folder.Path, "-P", "0");
        Require("vtysh", "--vty_socket", Folder.Path, "-f", file);
    }
}
