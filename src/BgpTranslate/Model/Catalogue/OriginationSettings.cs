using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Model;

/// <summary>What is said about a network, an aggregate or a redistribution.</summary>
public static class OriginationSettings
{
    /// <summary>Policy on the originated route.</summary>
    public static readonly Setting<PolicyUse> Policy = new("originate.network.policy", "Policy on the originated route", SettingScope.Origination, SettingKind.Policy);

    /// <summary>Known, not announced.</summary>
    public static readonly Setting<bool> Backdoor = new("originate.network.backdoor", "Known, not announced", SettingScope.Origination);

    /// <summary>Label index.</summary>
    public static readonly Setting<uint> LabelIndex = new("originate.network.label-index", "Label index", SettingScope.Origination);

    /// <summary>MED of redistributed routes.</summary>
    public static readonly Setting<uint> Metric = new("redistribute.metric", "MED of redistributed routes", SettingScope.Origination);

    /// <summary>More specific routes are not announced.</summary>
    public static readonly Setting<bool> SummaryOnly = new("originate.aggregate.summary-only", "More specific routes are not announced", SettingScope.Origination);

    /// <summary>The aggregate has an AS set.</summary>
    public static readonly Setting<bool> AsSet = new("originate.aggregate.as-set", "The aggregate has an AS set", SettingScope.Origination);

    /// <summary>ORIGIN of the aggregate.</summary>
    public static readonly Setting<RouteOrigin> Origin = new("originate.aggregate.origin", "ORIGIN of the aggregate", SettingScope.Origination);

    /// <summary>Which more specific routes are not announced.</summary>
    public static readonly Setting<PolicyUse> SuppressPolicy = new("originate.aggregate.suppress-policy", "Which more specific routes are not announced", SettingScope.Origination, SettingKind.Policy);

    /// <summary>Only routes with equal MED are aggregated.</summary>
    public static readonly Setting<bool> MatchingMedOnly = new("originate.aggregate.matching-med-only", "Only routes with equal MED are aggregated", SettingScope.Origination);
}
