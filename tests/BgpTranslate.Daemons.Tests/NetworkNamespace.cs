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
        Lay(a, cable, b, cable);
        a.Address(cable, addressOfA);
        b.Address(cable, addressOfB);
    }

    /// <summary>Joins one to a segment that several share.</summary>
    /// <param name="port">The name of the interface on the segment's own side.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="end">Who is joined to it.</param>
    /// <param name="name">The name of the interface there.</param>
    public static void Plug(string port, NetworkNamespace segment, NetworkNamespace end, string name)
    {
        if (Command.Run("ip", "-n", segment.Name, "link", "show", "segment").ExitCode != 0)
        {
            Command.Require("ip", "-n", segment.Name, "link", "add", "segment", "type", "bridge");
            Command.Require("ip", "-n", segment.Name, "link", "set", "segment", "up");
        }

        Lay(segment, port, end, name);
        Command.Require("ip", "-n", segment.Name, "link", "set", port, "master", "segment", "up");
    }

    /// <summary>Gives an interface an address and brings it up. Where the address is link-local it is the only one of its kind.</summary>
    public void Address(string name, string address)
    {
        if (address.StartsWith("fe80:", StringComparison.Ordinal)) Command.Require("ip", "-n", Name, "link", "set", name, "addrgenmode", "none");
        Command.Require("ip", ["-n", Name, "address", "add", address, "dev", name, .. address.Contains(':') ? new[] { "nodad" } : []]);
        Command.Require("ip", "-n", Name, "link", "set", name, "up");
    }

    private static void Lay(NetworkNamespace a, string nameAtA, NetworkNamespace b, string nameAtB) =>
        Command.Require("ip", "link", "add", nameAtA, "netns", a.Name, "type", "veth", "peer", "name", nameAtB, "netns", b.Name);

    /// <inheritdoc/>
    public void Dispose() => Command.Run("ip", "netns", "del", Name);
}
