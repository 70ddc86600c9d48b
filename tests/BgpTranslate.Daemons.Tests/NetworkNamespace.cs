namespace BgpTranslate.Daemons.Tests;

/// <summary>A network namespace: nothing in it touches the machine's own network.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    /// <summary>Makes one.</summary>
    public NetworkNamespace(string name)
    {
        Name = $"bgpx-{Environment.ProcessId}-{name}";
        Command.Require("ip", "netns", "add", Name);
        Command.Require("ip", "-n", Name, "link", "set", "lo", "up");
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Joins two by a cable, with the address of each end.</summary>
    public static void Connect(string cable, NetworkNamespace a, string addressOfA, NetworkNamespace b, string addressOfB)
    {
        Command.Require("ip", "link", "add", cable, "netns", a.Name, "type", "veth", "peer", "name", cable, "netns", b.Name);
        foreach (var (end, address) in new[] { (a, addressOfA), (b, addressOfB) })
        {
            Command.Require("ip", ["-n", end.Name, "address", "add", address, "dev", cable, .. address.Contains(':') ? new[] { "nodad" } : []]);
            Command.Require("ip", "-n", end.Name, "link", "set", cable, "up");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Command.Run("ip", "netns", "del", Name);
}
