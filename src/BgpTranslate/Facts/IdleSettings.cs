using BgpTranslate.Defaults;
using BgpTranslate.Model;

namespace BgpTranslate.Facts;

/// <summary>Settings of an instance that decide something only where nothing nearer is said: as things stand they may decide nothing.</summary>
internal static class IdleSettings
{
    /// <summary>Why a said setting decides nothing; null: something depends on it.</summary>
    public static string? Reason(EffectiveInstance instance, Setting setting)
    {
        if (ReferenceEquals(setting, InstanceSettings.DefaultFamilies))
            return DecidesFamilies(instance) ? null : "every peer says itself which families are active";
        if (ReferenceEquals(setting, InstanceSettings.EbgpRequiresPolicy))
            return instance.Peers.Any(LacksPolicy) ? null : "no external peer is without a policy";
        if (ReferenceEquals(setting, InstanceSettings.NetworkImportCheck))
            return HasUncertainNetwork(instance) ? null : "no network depends on a route that may be absent";
        return null;
    }

    private static bool DecidesFamilies(EffectiveInstance instance)
    {
        var said = Families(instance.Get(InstanceSettings.DefaultFamilies));
        said.SymmetricExceptWith(Families(instance.Default(InstanceSettings.DefaultFamilies)));
        return instance.Peers.Any(p => said.Any(f => !p.Get(FamilySettings.Active, f).IsSaid));
    }

    private static HashSet<AfiSafi> Families(EffectiveValue value) => value.Value is FamilySet set ? [.. set.Families] : [];

    private static bool LacksPolicy(EffectivePeer peer) =>
        peer.Session is SessionType.External or SessionType.Unknown
        && peer.Families.Any(f => peer.IsActive(f) && !(EffectivePolicies.HasImport(peer, f) && EffectivePolicies.HasExport(peer, f)));

    /// <summary>A static route without a gateway is always there; any other may be absent.</summary>
    private static bool HasUncertainNetwork(EffectiveInstance instance)
    {
        var rib = instance.Instance.Vrf == "default" ? Rib.Main : instance.Instance.Vrf;
        var routes = instance.Configuration.Configuration.Statics.Where(s => s.Rib == rib && s.IsCertain).Select(s => s.Prefix).ToHashSet();
        return instance.Instance.Networks.Any(n => !routes.Contains(n.Prefix));
    }
}
