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

    /// <summary>Joins two by a cable, with the addresses of each end.</summary>
    public static void Connect(NetworkNamespace a, IEnumerable<string> addressesOfA, NetworkNamespace b, IEnumerable<string> addressesOfB)
    {
        Command.Require("ip", "link", "add", "cable", "netns", a.Name, "type", "veth", "peer", "name", "cable", "netns", b.Name);
        foreach (var (end, addresses) in new[] { (a, addressesOfA), (b, addressesOfB) })
        {
            foreach (var address in addresses)
                Command.Require("ip", ["-n", end.Name, "address", "add", address, "dev", "cable", .. address.Contains(':') ? new[] { "nodad" } : []]);
            Command.Require("ip", "-n", end.Name, "link", "set", "cable", "up");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Command.Run("ip", "netns", "del", Name);
}
