using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.MetalLb;

/// <summary>The fields of a session, which a <c>BGPPeer</c> and a neighbour of an <c>FRRConfiguration</c> have alike.</summary>
/// <param name="scope">Where problems go.</param>
internal sealed class SessionFields(ResourceScope scope)
{
    /// <summary>Takes timers, password, BFD, graceful restart and multihop.</summary>
    public Settings Session(Settings settings, YamlObject spec, bool zeroIsNothing)
    {
        settings = settings.With(PeerSettings.ConnectRetry, Duration(spec, "connectTime", false));
        settings = Timers(spec, settings, zeroIsNothing);
        settings = Password(spec, settings);
        if (spec.Text("bfdProfile") is { Value.Length: > 0 } profile) settings = settings.With(PeerSettings.Bfd, true, profile.Origin).With(PeerSettings.BfdProfile, profile);
        if (spec.Flag("enableGracefulRestart") is { } restart)
            settings = settings.With(PeerSettings.GracefulRestart, restart.Value ? GracefulRestartMode.Restarter : GracefulRestartMode.Helper, restart.Origin);
        if (spec.Flag("disableMP") is { } single) scope.Void(single.Origin, "MetalLB does so anyway since 0.15: a peer has the family of its address");
        return spec.Flag("ebgpMultiHop") is { } hops ? Multihop(settings, hops) : settings;
    }

    private Settings Multihop(Settings settings, Stated<bool> hops)
    {
        if (hops.Value) return settings.With(PeerSettings.MultihopTtl, 255u, hops.Origin);
        scope.Void(hops.Origin, "it says what holds anyway");
        return settings;
    }

    /// <summary>Takes the AS number of the peer, or which kind it is.</summary>
    public Settings RemoteAs(Settings settings, YamlObject spec, string key)
    {
        var number = spec.Number(key, 0, uint.MaxValue);
        var dynamic = spec.Text("dynamicASN");
        if (dynamic is { } d && d.Value is not ("internal" or "external")) scope.Refuse(d.Origin, "'dynamicASN' is internal or external");
        if (number is { Value: > 0 } n && dynamic is not null) scope.Refuse(n.Origin, $"a peer has '{key}' or 'dynamicASN', not both");
        if (dynamic is { } chosen)
            return settings.With<Model.RemoteAs>(PeerSettings.RemoteAs, chosen.Value == "internal" ? new Model.RemoteAs.Internal() : new Model.RemoteAs.External(), chosen.Origin + (number?.Origin ?? default));
        return number is { } asn ? settings.With<Model.RemoteAs>(PeerSettings.RemoteAs, new Model.RemoteAs.Number(asn.Value), asn.Origin) : settings;
    }

    /// <summary>Takes how the peer is known.</summary>
    public (PeerEndpoint Endpoint, Origin Origin) Endpoint(YamlObject spec, string key)
    {
        if (spec.Text("interface") is { Value.Length: > 0 } port) return (new PeerEndpoint.Interface(port.Value), port.Origin);
        if (spec.Text(key) is not { } address) return (new PeerEndpoint.Unresolved("'without address'"), Origin.None);
        if (IpAddress.TryParse(address.Value, out var ip)) return (new PeerEndpoint.Address(ip), address.Origin);
        if (!address.Value.Contains("${", StringComparison.Ordinal)) scope.Refuse(address.Origin, $"'{address.Value}' is no IP address");
        return (new PeerEndpoint.Unresolved(address.Value), address.Origin);
    }

    private Settings Timers(YamlObject spec, Settings settings, bool isFirst)
    {
        var hold = Duration(spec, "holdTime", isFirst);
        var keepalive = Duration(spec, "keepaliveTime", isFirst);
        if (hold is { Value: 1 or 2 } short_) scope.Refuse(short_.Origin, "'holdTime' is 0 or at least 3 s");
        if (hold is { } h && keepalive is { } k && k.Value > h.Value) scope.Refuse(k.Origin, "'keepaliveTime' is longer than 'holdTime'");
        if (hold is null && keepalive is { } alone) hold = new(alone.Value * 3, alone.Origin);
        return settings.With(PeerSettings.HoldTime, hold).With(PeerSettings.Keepalive, keepalive);
    }

    private Settings Password(YamlObject spec, Settings settings)
    {
        if (spec.Text("password") is { Value.Length: > 0 } password) settings = settings.With(PeerSettings.Password, new Secret(password.Value), password.Origin);
        if (spec.Object("passwordSecret") is not { } reference) return settings;
        reference.Dismiss("namespace", new Outcome.Inherent("MetalLB reads Secrets of its own namespace"));
        if (reference.Text("name") is not { Value.Length: > 0 } name) return settings;
        return settings.With(PeerSettings.PasswordReference, name);
    }

    /// <summary>Reports a field that people write for another, which the API server refuses or drops.</summary>
    public void Misspelt(YamlObject spec, string right, params string[] wrong)
    {
        foreach (var key in wrong)
        {
            if (spec.StatementOf(key) is not { } statement) continue;
            scope.Refuse(statement, $"there is no field '{key}': '{right}' was probably meant");
            spec.Dismiss(key, new Outcome.Inherent($"there is no such field: refused, or dropped by old clients; '{right}' was probably meant"));
        }
    }

    /// <summary>Takes an address.</summary>
    public Stated<IpAddress>? Address(YamlObject spec, string key)
    {
        if (spec.Text(key) is not { Value.Length: > 0 } text) return null;
        if (IpAddress.TryParse(text.Value, out var address)) return new(address, text.Origin);
        scope.Refuse(text.Origin, $"'{text.Value}' is no IP address");
        scope.Void(text.Origin, "no IP address: the object is refused");
        return null;
    }

    /// <summary>Takes a duration in whole seconds. In v1beta1 a zero is what a client writes for nothing.</summary>
    private Stated<uint>? Duration(YamlObject spec, string key, bool zeroIsNothing)
    {
        if (spec.Text(key) is not { } text) return null;
        if (GoDuration.Seconds(text.Value) is not { } seconds)
        {
            scope.Refuse(text.Origin, $"'{text.Value}' is no time: write it with a unit, as 90s");
            scope.Void(text.Origin, "no time: the object is refused");
            return null;
        }

        if (seconds > 0 || !zeroIsNothing) return new(seconds, text.Origin);
        scope.Void(text.Origin, "zero: as if it were not there");
        return null;
    }
}
