namespace BgpTranslate.Model;

/// <summary>What is said about named objects: BFD profiles, RPKI caches, VRFs.</summary>
public static class OtherSettings
{
    /// <summary>Missed packets until a BFD session is down.</summary>
    public static readonly Setting<uint> BfdMultiplier = new("bfd.detect-multiplier", "Missed packets until a BFD session is down", SettingScope.Other);

    /// <summary>Milliseconds between packets that can be received.</summary>
    public static readonly Setting<uint> BfdReceive = new("bfd.receive-interval", "Milliseconds between BFD packets that can be received", SettingScope.Other);

    /// <summary>Milliseconds between packets sent.</summary>
    public static readonly Setting<uint> BfdTransmit = new("bfd.transmit-interval", "Milliseconds between BFD packets sent", SettingScope.Other);

    /// <summary>Echo mode.</summary>
    public static readonly Setting<bool> BfdEcho = new("bfd.echo", "BFD echo mode", SettingScope.Other);

    /// <summary>Waits for the other side.</summary>
    public static readonly Setting<bool> BfdPassive = new("bfd.passive", "BFD waits for the other side", SettingScope.Other);

    /// <summary>Milliseconds between BFD echo packets.</summary>
    public static readonly Setting<uint> BfdEchoInterval = new("bfd.echo-interval", "Milliseconds between BFD echo packets", SettingScope.Other);

    /// <summary>The community that a name stands for.</summary>
    public static readonly Setting<string> Community = new("community.value", "The community that a name stands for", SettingScope.Other);

    /// <summary>Smallest TTL of multihop BFD packets.</summary>
    public static readonly Setting<uint> BfdMinimumTtl = new("bfd.minimum-ttl", "Smallest TTL of multihop BFD packets", SettingScope.Other);

    /// <summary>Host of an RPKI cache.</summary>
    public static readonly Setting<string> RpkiHost = new("rpki.server", "Host of an RPKI cache", SettingScope.Other);

    /// <summary>TCP port of an RPKI cache.</summary>
    public static readonly Setting<uint> RpkiPort = new("rpki.server.port", "TCP port of an RPKI cache", SettingScope.Other);

    /// <summary>Preference of an RPKI cache; smaller wins.</summary>
    public static readonly Setting<uint> RpkiPreference = new("rpki.server.preference", "Preference of an RPKI cache; smaller wins", SettingScope.Other);

    /// <summary>ROA tables that an RPKI cache fills.</summary>
    public static readonly Setting<string> RpkiTables = new("rpki.tables", "ROA tables that an RPKI cache fills", SettingScope.Other);

    /// <summary>Seconds between queries of an RPKI cache.</summary>
    public static readonly Setting<uint> RpkiRefresh = new("rpki.timers.refresh", "Seconds between queries of an RPKI cache", SettingScope.Other);

    /// <summary>Seconds until a failed query is repeated.</summary>
    public static readonly Setting<uint> RpkiRetry = new("rpki.timers.retry", "Seconds until a failed query is repeated", SettingScope.Other);

    /// <summary>Seconds until data of a dead RPKI cache is dropped.</summary>
    public static readonly Setting<uint> RpkiExpire = new("rpki.timers.expire", "Seconds until data of a dead RPKI cache is dropped", SettingScope.Other);

    /// <summary>Kernel table or VNI of a VRF, as written.</summary>
    public static readonly Setting<string> VrfTable = new("vrf.define", "Kernel table or VNI of a VRF", SettingScope.Other);

    /// <summary>Further options as written, in canonical order.</summary>
    public static readonly Setting<string> Options = new("other.options", "Further options as written", SettingScope.Other);
}
