namespace BgpTranslate.Model;

/// <summary>What is said about a RIB and the protocols that feed or drain it.</summary>
public static class RibSettings
{
    /// <summary>Policy on routes into the RIB.</summary>
    public static readonly Setting<PolicyUse> ImportPolicy = new("rib.protocol.import-policy", "Policy on routes into the RIB", SettingScope.Rib, SettingKind.Policy);

    /// <summary>Policy on routes out of the RIB.</summary>
    public static readonly Setting<PolicyUse> ExportPolicy = new("rib.protocol.export-policy", "Policy on routes out of the RIB", SettingScope.Rib, SettingKind.Policy);

    /// <summary>The RIB.</summary>
    public static readonly Setting<string> Rib = new("rib.protocol.table", "The RIB", SettingScope.Rib);

    /// <summary>The RIB at the other end of a pipe.</summary>
    public static readonly Setting<string> PeerRib = new("rib.pipe.peer-table", "The RIB at the other end of a pipe", SettingScope.Rib);

    /// <summary>Does nothing.</summary>
    public static readonly Setting<bool> Disabled = new("rib.protocol.disabled", "Does nothing", SettingScope.Rib);

    /// <summary>Interfaces whose networks are taken, as written.</summary>
    public static readonly Setting<string> Interfaces = new("rib.direct.interfaces", "Interfaces whose networks are taken, as written", SettingScope.Rib);

    /// <summary>Routes of others in the kernel are taken: yes or all.</summary>
    public static readonly Setting<string> Learn = new("rib.kernel.learn", "Routes of others in the kernel are taken: yes or all", SettingScope.Rib);

    /// <summary>Routes stay in the kernel at exit.</summary>
    public static readonly Setting<bool> Persist = new("rib.kernel.persist", "Routes stay in the kernel at exit", SettingScope.Rib);

    /// <summary>Seconds between scans.</summary>
    public static readonly Setting<uint> ScanTime = new("rib.kernel.scan-time", "Seconds between scans", SettingScope.Rib);

    /// <summary>How many equal paths are installed.</summary>
    public static readonly Setting<uint> MergePaths = new("multipath.kernel.merge-paths", "How many equal paths are installed", SettingScope.Rib);

    /// <summary>Number of the kernel table.</summary>
    public static readonly Setting<uint> KernelTable = new("rib.kernel.table", "Number of the kernel table", SettingScope.Rib);

    /// <summary>Metric of installed routes.</summary>
    public static readonly Setting<uint> Metric = new("rib.kernel.metric", "Metric of installed routes", SettingScope.Rib);

    /// <summary>Waits for graceful restart.</summary>
    public static readonly Setting<bool> GracefulRestart = new("rib.kernel.graceful-restart", "Waits for graceful restart", SettingScope.Rib);

    /// <summary>Preference of its routes; larger wins.</summary>
    public static readonly Setting<uint> Preference = new("selection.protocol-preference", "Preference of its routes; larger wins", SettingScope.Rib);

    /// <summary>Routes vanish with their link.</summary>
    public static readonly Setting<bool> CheckLink = new("rib.static.check-link", "Routes vanish with their link", SettingScope.Rib);

    /// <summary>Routes are kept sorted.</summary>
    public static readonly Setting<bool> Sorted = new("rib.table.sorted", "Routes are kept sorted", SettingScope.Rib);

    /// <summary>A remark.</summary>
    public static readonly Setting<string> Description = new("rib.protocol.description", "A remark", SettingScope.Rib, SettingKind.Documentation);

    /// <summary>Limits on routes, as written.</summary>
    public static readonly Setting<string> Limit = new("rib.protocol.limit", "Limits on routes, as written", SettingScope.Rib);

    /// <summary>Other options, as written.</summary>
    public static readonly Setting<string> Options = new("rib.protocol.options", "Other options, as written", SettingScope.Rib);
}
