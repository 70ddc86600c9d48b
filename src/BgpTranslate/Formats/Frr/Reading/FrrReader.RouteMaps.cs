using System.Collections.Immutable;
using System.Globalization;
using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using BgpTranslate.Grammars.Frr;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Frr.Reading;

/// <summary>Route maps. Sets are bound when everything has been read, so conditions are made then.</summary>
internal sealed partial class FrrReader
{
    private readonly OrderedDictionary<string, SortedDictionary<uint, RouteMapEntry>> routeMaps = new(StringComparer.Ordinal);
    private RouteMapEntry entry = null!;
    private Afi matchAfi;

    public override Outcome? VisitRouteMapHeader(FrrParser.RouteMapHeaderContext context)
    {
        var name = context.name.Text;
        if (context.OPTIMIZATION() is not null) return new Outcome.Inherent("it changes how fast, not what");
        if (negated)
        {
            if (!routeMaps.TryGetValue(name, out var known)) return TookBack(false);
            var gone = context.sequence is null ? known.Keys.ToArray() : Number(context.sequence, 1, 65535) is { } s && known.ContainsKey(s) ? [s] : [];
            foreach (var number in gone)
            {
                Close(StatementsOf(known[number]), $"line {statement.Span.From.Line} removes the entry");
                known.Remove(number);
            }

            if (known.Count == 0) routeMaps.Remove(name);
            return TookBack(gone.Length > 0);
        }

        if (context.action() is not { } action || context.sequence is null) return null;
        if (Number(context.sequence, 1, 65535) is not { } sequence) return Refused;
        if (!routeMaps.TryGetValue(name, out var map)) routeMaps.Add(name, map = []);
        var permit = action.PERMIT() is not null;
        if (map.TryGetValue(sequence, out var existing))
        {
            entry = existing;
            entry.Permit = permit;
            entry.Header += statement;
        }
        else
        {
            map.Add(sequence, entry = new RouteMapEntry(sequence, permit, statement));
        }

        return Kept;
    }

    private static IEnumerable<Statement> StatementsOf(RouteMapEntry of) =>
        of.Header.Concat(of.Matches.Values.Select(m => m.Statement)).Concat(of.Sets.Values.Select(m => m.Statement))
            .Concat(of.Call is { } call ? [call.Statement] : [])
            .Concat(of.OnMatch is { } onMatch ? [onMatch.Statement] : [])
            .Concat(of.Description?.Origin ?? Origin.None);

    public override Outcome? VisitRouteMapDescription(FrrParser.RouteMapDescriptionContext context)
    {
        if (entry.Description is { } old) Close(old.Origin, $"line {statement.Span.From.Line} overrides it");
        entry.Description = negated || context.text() is null ? null : new Stated<string>(Text(context.text()), statement);
        return negated ? TookBack(true) : context.text() is null ? null : Kept;
    }

    public override Outcome? VisitRouteMapCall(FrrParser.RouteMapCallContext context)
    {
        if (entry.Call is { } old) Close([old.Statement], $"line {statement.Span.From.Line} overrides it");
        entry.Call = negated || context.name is null ? null : (statement, context.name.Text);
        return negated ? TookBack(true) : context.name is null ? null : Kept;
    }

    public override Outcome? VisitRouteMapOnMatch(FrrParser.RouteMapOnMatchContext context) => OnMatch(context.GOTO() is null ? null : context.target, context.GOTO() is not null);

    public override Outcome? VisitRouteMapContinue(FrrParser.RouteMapContinueContext context) => OnMatch(context.target, false);

    private Outcome? OnMatch(IToken? target, bool needsTarget)
    {
        if (entry.OnMatch is { } old) Close([old.Statement], $"line {statement.Span.From.Line} overrides it");
        entry.OnMatch = null;
        if (negated) return TookBack(true);
        if (target is null && needsTarget) return null;
        if (target is not null && Number(target, 1, 65535) is null) return Refused;
        var sequence = target is null ? 0 : uint.Parse(target.Text, CultureInfo.InvariantCulture);
        if (target is not null && sequence <= entry.Sequence) return Refuse("a jump goes forward only");
        entry.OnMatch = (statement, sequence);
        return Kept;
    }

    // --------------------------------------------------------------------------------------------------- matches

    /// <summary>One condition of a kind: a later one replaces it.</summary>
    private Outcome Match(string kind, Func<Condition> make)
    {
        if (entry.Matches.TryGetValue(kind, out var old)) Close([old.Statement], $"line {statement.Span.From.Line} overrides it");
        if (negated) return TookBack(entry.Matches.Remove(kind));
        entry.Matches[kind] = (statement, make);
        return Kept;
    }

    private Outcome Match(string kind, Condition condition) => Match(kind, () => condition);

    /// <summary>A condition that the model cannot hold.</summary>
    private Outcome MatchOpaque(string kind, string feature)
    {
        var text = Words(line.Tree);
        return Match(kind, () => new Condition.Opaque(text, feature));
    }

    public override Outcome? VisitMatchIp4(FrrParser.MatchIp4Context context)
    {
        matchAfi = Afi.Ipv4;
        return Visit(context.matchIp());
    }

    public override Outcome? VisitMatchIp6(FrrParser.MatchIp6Context context)
    {
        matchAfi = Afi.Ipv6;
        return Visit(context.matchIp());
    }

    public override Outcome? VisitMatchAddress(FrrParser.MatchAddressContext context) =>
        MatchPrefix(context.prefixSource(), "address", set => new Condition.PrefixIn(set));

    public override Outcome? VisitMatchRouteSource(FrrParser.MatchRouteSourceContext context) =>
        MatchPrefix(context.prefixSource(), "route-source", set => new Condition.PeerAddressIn(set));

    private Outcome? MatchPrefix(FrrParser.PrefixSourceContext source, string what, Func<SetReference<PrefixSet>, Condition> condition)
    {
        var (afi, kind) = (matchAfi, $"{matchAfi} {what}");
        switch (source)
        {
            case FrrParser.SourcePrefixListContext list:
                return Match(kind + " prefix-list", () => condition(PrefixSetNamed(PrefixSetKind.PrefixList, afi, list.name.Text)));
            case FrrParser.SourceAccessListContext list:
                return Match(kind, () => condition(PrefixSetNamed(PrefixSetKind.AccessList, afi, list.name.Text)));
            case FrrParser.SourcePrefixLengthContext { length: var token }:
                return Number(token, 0, (uint)IpAddress.WidthOf(afi)) is { } length
                    ? Match(kind + " prefix-len", Condition.All([new Condition.FamilyIs(afi), new Condition.Compare(NumericAttribute.PrefixLength, Comparison.Equal, length)]))
                    : Refused;
            default:
                return negated ? Match(kind, Condition.True) : null;
        }
    }

    public override Outcome? VisitMatchNextHop(FrrParser.MatchNextHopContext context)
    {
        var (afi, kind) = (matchAfi, $"{matchAfi} next-hop");
        switch (context.nextHopSource())
        {
            case FrrParser.NextHopPrefixListContext list:
                return Match(kind + " prefix-list", () => new Condition.NextHopIn(PrefixSetNamed(PrefixSetKind.PrefixList, afi, list.name.Text)));
            case FrrParser.NextHopAccessListContext list:
                return Match(kind, () => new Condition.NextHopIn(PrefixSetNamed(PrefixSetKind.AccessList, afi, list.name.Text)));
            case FrrParser.NextHopAddressContext { address: var token }:
                return Address(token) is { } address ? Match(kind + " address", new Condition.NextHopIn(Host(address))) : Refused;
            case FrrParser.NextHopPrefixLengthContext:
                return MatchOpaque(kind + " prefix-len", "policy.match.next-hop-length");
            case FrrParser.NextHopBlackholeContext:
                return MatchOpaque(kind + " type", "policy.match.next-hop-blackhole");
            default:
                return negated ? Match(kind, Condition.True) : null;
        }
    }

    /// <summary>A set of one address, written in place.</summary>
    private static SetReference<PrefixSet> Host(IpAddress address) => SetReference<PrefixSet>.Inline(new PrefixSet
    {
        Name = "",
        Afi = address.Afi,
        Entries = [new SetEntry<PrefixRange>(true, PrefixRange.Exact(new IpPrefix(address, address.Width)))],
    });

    public override Outcome? VisitMatchMulticast(FrrParser.MatchMulticastContext context) => MatchOpaque("multicast", "policy.match.multicast");

    public override Outcome? VisitMatchMac(FrrParser.MatchMacContext context) => MatchOpaque("mac", "policy.match.mac");

    public override Outcome? VisitMatchAsPath(FrrParser.MatchAsPathContext context) =>
        Named(context.name, "as-path", name => new Condition.AsPathIn(AsPathSetNamed(name)));

    public override Outcome? VisitMatchAsPathCount(FrrParser.MatchAsPathCountContext context) => MatchOpaque("as-path-count", "policy.match.as-path-length");

    public override Outcome? VisitMatchCommunity(FrrParser.MatchCommunityContext context) =>
        MatchCommunities(CommunityKind.Standard, "community", context.name, context.EXACT_MATCH(), context.ANY());

    public override Outcome? VisitMatchLargeCommunity(FrrParser.MatchLargeCommunityContext context) =>
        MatchCommunities(CommunityKind.Large, "large-community", context.name, context.EXACT_MATCH(), context.ANY());

    public override Outcome? VisitMatchExtcommunity(FrrParser.MatchExtcommunityContext context) =>
        MatchCommunities(CommunityKind.Extended, "extcommunity", context.name, context.EXACT_MATCH(), context.ANY());

    private Outcome? MatchCommunities(CommunityKind kind, string word, IToken? name, ITerminalNode? exact, ITerminalNode? any)
    {
        var mode = exact is not null ? CommunityMatchMode.Exact : any is not null ? CommunityMatchMode.Any : CommunityMatchMode.Entries;
        return Named(name, word, list => new Condition.CommunityIn(CommunitySetNamed(kind, list), mode));
    }

    /// <summary>A condition on a named thing; the name may be left out behind <c>no</c>.</summary>
    private Outcome? Named(IToken? name, string kind, Func<string, Condition> condition) =>
        name is null ? negated ? Match(kind, Condition.True) : null : Match(kind, () => condition(name.Text));

    public override Outcome? VisitMatchCommunityLimit(FrrParser.MatchCommunityLimitContext context) =>
        Compare(
            context.NUMBER(),
            context.Start.Text,
            context.COMMUNITY_LIMIT() is null ? NumericAttribute.ExtendedCommunityCount : NumericAttribute.CommunityCount,
            Comparison.LessOrEqual,
            65535);

    public override Outcome? VisitMatchLocalPreference(FrrParser.MatchLocalPreferenceContext context) =>
        Compare(context.NUMBER(), "local-preference", NumericAttribute.LocalPreference, Comparison.Equal, uint.MaxValue);

    public override Outcome? VisitMatchMetric(FrrParser.MatchMetricContext context) =>
        Compare(context.NUMBER(), "metric", NumericAttribute.Med, Comparison.Equal, uint.MaxValue);

    public override Outcome? VisitMatchTag(FrrParser.MatchTagContext context) =>
        context.UNTAGGED() is not null
            ? Match("tag", new Condition.Compare(NumericAttribute.Tag, Comparison.Equal, 0))
            : Compare(context.NUMBER(), "tag", NumericAttribute.Tag, Comparison.Equal, uint.MaxValue);

    private Outcome? Compare(ITerminalNode? number, string kind, NumericAttribute attribute, Comparison comparison, uint high) =>
        number is null ? negated ? Match(kind, Condition.True) : null
        : Number(number, 0, high) is { } value ? Match(kind, new Condition.Compare(attribute, comparison, value))
        : Refused;

    public override Outcome? VisitMatchOrigin(FrrParser.MatchOriginContext context) =>
        !negated && context.ChildCount == 1 ? null : Match("origin", new Condition.OriginIs(OriginOf(context.EGP(), context.IGP())));

    private static RouteOrigin OriginOf(ITerminalNode? egp, ITerminalNode? igp) =>
        egp is not null ? RouteOrigin.Egp : igp is not null ? RouteOrigin.Igp : RouteOrigin.Incomplete;

    public override Outcome? VisitMatchInterface(FrrParser.MatchInterfaceContext context) =>
        Named(context.name, "interface", name => new Condition.InterfaceIs(name));

    // "local" means routes that this router originates.
    public override Outcome? VisitMatchPeer(FrrParser.MatchPeerContext context) =>
        Named(context.name, "peer", name => name == "local" ? new Condition.Not(new Condition.SourceIs([RouteSource.Bgp])) : Peer(name));

    public override Outcome? VisitMatchSrcPeer(FrrParser.MatchSrcPeerContext context) => MatchOpaque("src-peer", "policy.match.source-peer");

    private static Condition Peer(string name) =>
        IpAddress.TryParse(name, out var address) ? new Condition.PeerAddressIn(Host(address)) : new Condition.FromPeer(name);

    public override Outcome? VisitMatchSourceProtocol(FrrParser.MatchSourceProtocolContext context) =>
        Named(context.protocol, "source-protocol", name => name switch
        {
            "bgp" => From(RouteSource.Bgp),
            "static" => From(RouteSource.Static),
            "connected" => From(RouteSource.Connected),
            "kernel" => From(RouteSource.Kernel),
            "local" => From(RouteSource.Local),
            "ospf" or "ospf6" => From(RouteSource.Ospf),
            "isis" => From(RouteSource.Isis),
            "rip" or "ripng" => From(RouteSource.Rip),
            "babel" => From(RouteSource.Babel),
            _ => new Condition.Opaque($"match source-protocol {name}", "policy.match.protocol"),
        });

    private static Condition.SourceIs From(RouteSource source) => new([source]);

    public override Outcome? VisitMatchSourceInstance(FrrParser.MatchSourceInstanceContext context) => MatchOpaque("source-instance", "policy.match.protocol-instance");

    public override Outcome? VisitMatchSourceVrf(FrrParser.MatchSourceVrfContext context) => MatchOpaque("source-vrf", "policy.match.source-vrf");

    public override Outcome? VisitMatchRpki(FrrParser.MatchRpkiContext context) =>
        !negated && context.ChildCount == 1
            ? null
            : Match("rpki", new Condition.Rpki(context.VALID() is not null ? RpkiState.Valid : context.INVALID() is not null ? RpkiState.Invalid : RpkiState.NotFound));

    public override Outcome? VisitMatchRpkiExtcommunity(FrrParser.MatchRpkiExtcommunityContext context) =>
        MatchOpaque("rpki-extcommunity", "policy.match.rpki-state");

    // An alias stands for one community; an unknown one never matches.
    public override Outcome? VisitMatchAlias(FrrParser.MatchAliasContext context) =>
        Named(context.name, "alias", name =>
            aliases.TryGetValue(name, out var value) && Frr.Communities.TryParseStandard(value, out var community)
                ? new Condition.CommunityIn(SetReference<CommunitySet>.Inline(new CommunitySet
                {
                    Name = "",
                    Kind = CommunityKind.Standard,
                    Entries = [new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([community]))],
                }))
                : new Condition.Opaque($"match alias {name}", "policy.match.community-alias"));

    public override Outcome? VisitMatchProbability(FrrParser.MatchProbabilityContext context) => MatchOpaque("probability", "policy.match.probability");

    public override Outcome? VisitMatchEvpn(FrrParser.MatchEvpnContext context) => MatchOpaque("evpn " + context.GetChild(1).GetText(), "policy.match.evpn");

    public override Outcome? VisitMatchScript(FrrParser.MatchScriptContext context) => MatchOpaque("script", "policy.match.script");

    public override Outcome? VisitMatchVpnDataplane(FrrParser.MatchVpnDataplaneContext context) => MatchOpaque("vpn", "policy.match.vpn-dataplane");

    public override Outcome? VisitMatchMulticastInterface(FrrParser.MatchMulticastInterfaceContext context) => MatchOpaque("multicast", "policy.match.multicast");

    // ------------------------------------------------------------------------------------------------------ sets

    private Outcome Set(string kind, Func<IEnumerable<PolicyAction>> make)
    {
        if (entry.Sets.TryGetValue(kind, out var old)) Close([old.Statement], $"line {statement.Span.From.Line} overrides it");
        if (negated) return TookBack(entry.Sets.Remove(kind));
        entry.Sets.Remove(kind);
        entry.Sets[kind] = (statement, make);
        return Kept;
    }

    private Outcome Set(string kind, params PolicyAction[] actions) => Set(kind, () => actions);

    /// <summary>A change that needs an argument: the argument may be left out behind <c>no</c>.</summary>
    private Outcome? SetIf(string kind, bool isComplete, Func<PolicyAction> make) =>
        negated || isComplete ? Set(kind, isComplete ? [make()] : []) : null;

    private Outcome SetOpaque(string kind, string feature) => Set(kind, new PolicyAction.Opaque(Words(line.Tree), feature));

    public override Outcome? VisitAsPathPrepend(FrrParser.AsPathPrependContext context) =>
        SetIf("as-path prepend", context.asn().Length > 0, () => new PolicyAction.PrependAsPath(AsNumbersOf(context.asn())));

    public override Outcome? VisitAsPathPrependLast(FrrParser.AsPathPrependLastContext context) =>
        SetIf("as-path prepend", context.NUMBER() is not null, () => new PolicyAction.PrependFirstAs(Number(context.NUMBER(), 1, 10) ?? 1));

    public override Outcome? VisitAsPathExclude(FrrParser.AsPathExcludeContext context)
    {
        if (context.name is not null) return SetOpaque("as-path exclude", "policy.set.as-path.exclude");
        var numbers = context.ALL() is not null ? [NumberRange.Any] : AsNumbersOf(context.asn()).Select(n => (NumberRange)n).ToArray();
        return SetIf("as-path exclude", numbers.Length > 0, () => new PolicyAction.RemoveFromAsPath(SetReference<AsNumberSet>.Inline(new AsNumberSet
        {
            Name = "",
            Entries = [.. numbers.Select(n => new SetEntry<NumberRange>(true, n))],
        })));
    }

    public override Outcome? VisitAsPathReplace(FrrParser.AsPathReplaceContext context)
    {
        if (context.name is not null) return SetOpaque("as-path replace", "policy.set.as-path.replace");
        var numbers = AsNumbersOf(context.asn());
        uint? from = context.ANY() is null && numbers.Length > 0 ? numbers[0] : null;
        var rest = context.ANY() is null ? numbers.Skip(1) : numbers;
        uint? to = rest.Any() ? rest.First() : null;
        return SetIf("as-path replace", context.ANY() is not null || numbers.Length > 0, () => new PolicyAction.ReplaceInAsPath(from, to));
    }

    private ImmutableArray<uint> AsNumbersOf(FrrParser.AsnContext[] all) => [.. all.Select(AsNumber).OfType<uint>()];

    public override Outcome? VisitSetCommunity(FrrParser.SetCommunityContext context)
    {
        if (context.NONE() is not null) return Set("community", new PolicyAction.ReplaceCommunities(CommunityKind.Standard, []));
        var all = ImmutableArray.CreateBuilder<CommunityPattern>();
        foreach (var word in context.community())
        {
            if (word.INTERNET() is not null) all.Add(CommunityPattern.Standard(0, 0));
            else if (Frr.Communities.TryParseStandard(word.GetText(), out var community)) all.Add(community);
            else return Refuse($"'{word.GetText()}' is no community");
        }

        return SetCommunities(CommunityKind.Standard, "community", all.ToImmutable(), context.ADDITIVE());
    }

    public override Outcome? VisitSetLargeCommunity(FrrParser.SetLargeCommunityContext context)
    {
        if (context.NONE() is not null) return Set("large-community", new PolicyAction.ReplaceCommunities(CommunityKind.Large, []));
        var all = ImmutableArray.CreateBuilder<CommunityPattern>();
        foreach (var word in context.TRIPLE())
        {
            if (!Frr.Communities.TryParseLarge(word.GetText(), out var community)) return Refuse($"'{word.GetText()}' is no large community");
            all.Add(community);
        }

        return SetCommunities(CommunityKind.Large, "large-community", all.ToImmutable(), context.ADDITIVE());
    }

    private Outcome? SetCommunities(CommunityKind kind, string word, ImmutableArray<CommunityPattern> all, ITerminalNode? additive) =>
        SetIf(word, all.Length > 0, () => additive is null ? new PolicyAction.ReplaceCommunities(kind, all) : new PolicyAction.AddCommunities(kind, all));

    public override Outcome? VisitExtcommunityNone(FrrParser.ExtcommunityNoneContext context) =>
        Set("extcommunity none", new PolicyAction.ReplaceCommunities(CommunityKind.Extended, []));

    public override Outcome? VisitExtcommunityRt(FrrParser.ExtcommunityRtContext context) => SetExtended("rt", context.extcommunity());

    public override Outcome? VisitExtcommunitySoo(FrrParser.ExtcommunitySooContext context) => SetExtended("soo", context.extcommunity());

    private Outcome? SetExtended(string subtype, FrrParser.ExtcommunityContext[] words)
    {
        var all = ImmutableArray.CreateBuilder<CommunityPattern>();
        foreach (var word in words.Where(w => w.ADDITIVE() is null))
        {
            if (!Frr.Communities.TryParseExtended(subtype, word.GetText(), out var community)) return SetOpaque("extcommunity " + subtype, "policy.set.extended-community." + subtype);
            all.Add(community);
        }

        if (all.Count == 0 && !negated) return null;
        var communities = all.ToImmutable();

        // Added with or without "additive" (bgpd route_set_ecommunity; FRR 8.4 and 10).
        return Set("extcommunity " + subtype, new PolicyAction.AddCommunities(CommunityKind.Extended, communities));
    }

    public override Outcome? VisitExtcommunityColor(FrrParser.ExtcommunityColorContext context) => SetOpaque("extcommunity color", "policy.set.extended-community.color");

    public override Outcome? VisitExtcommunityNt(FrrParser.ExtcommunityNtContext context) => SetOpaque("extcommunity nt", "policy.set.extended-community.nt");

    public override Outcome? VisitExtcommunityBandwidth(FrrParser.ExtcommunityBandwidthContext context) =>
        SetOpaque("extcommunity bandwidth", "policy.set.extended-community.bandwidth");

    public override Outcome? VisitSetCommunityListDelete(FrrParser.SetCommunityListDeleteContext context) => Delete(CommunityKind.Standard, "comm-list", context.name, context.DELETE());

    public override Outcome? VisitSetLargeCommunityListDelete(FrrParser.SetLargeCommunityListDeleteContext context) =>
        Delete(CommunityKind.Large, "large-comm-list", context.name, context.DELETE());

    public override Outcome? VisitSetExtcommunityListDelete(FrrParser.SetExtcommunityListDeleteContext context) =>
        Delete(CommunityKind.Extended, "extended-comm-list", context.name, context.DELETE());

    private Outcome? Delete(CommunityKind kind, string word, IToken name, ITerminalNode? delete) =>
        delete is null && !negated ? null : Set(word, () => [new PolicyAction.RemoveCommunities(CommunitySetNamed(kind, name.Text))]);

    public override Outcome? VisitSetIpNextHop(FrrParser.SetIpNextHopContext context) =>
        context.PEER_ADDRESS() is not null ? Set("ip next-hop", new PolicyAction.SetNextHop(new NextHopChange.PeerAddress()))
        : context.UNCHANGED() is not null ? Set("ip next-hop", new PolicyAction.SetNextHop(new NextHopChange.Unchanged()))
        : context.address is not null && Address(context.address) is { } address ? Set("ip next-hop", new PolicyAction.SetNextHop(new NextHopChange.To(address)))
        : negated ? Set("ip next-hop") : null;

    public override Outcome? VisitSetIpv6NextHop(FrrParser.SetIpv6NextHopContext context) =>
        context.PEER_ADDRESS() is not null ? Set("ipv6 next-hop", new PolicyAction.SetNextHop(new NextHopChange.PeerAddress()))
        : context.UNCHANGED() is not null ? Set("ipv6 next-hop", new PolicyAction.SetNextHop(new NextHopChange.Unchanged()))
        : context.PREFER_GLOBAL() is not null ? Set("ipv6 next-hop prefer-global", new PolicyAction.SetNextHop(new NextHopChange.PreferGlobal()))
        : context.GLOBAL() is not null && Address(context.address) is { } global ? Set("ipv6 next-hop", new PolicyAction.SetNextHop(new NextHopChange.To(global)))
        : context.LOCAL() is not null && Address(context.address) is { } local ? Set("ipv6 next-hop local", new PolicyAction.SetNextHop(new NextHopChange.LinkLocal(local)))
        : negated ? Set("ipv6 next-hop") : null;

    public override Outcome? VisitSetVpnNextHop(FrrParser.SetVpnNextHopContext context) => SetOpaque("vpn next-hop", "policy.set.vpn-next-hop");

    public override Outcome? VisitSetLocalPreference(FrrParser.SetLocalPreferenceContext context) =>
        SetIf("local-preference", context.value is not null, () => new PolicyAction.SetNumber(NumericAttribute.LocalPreference, Change(context.value!.Text)));

    public override Outcome? VisitSetMetric(FrrParser.SetMetricContext context) =>
        context.value?.Type switch
        {
            FrrLexer.RTT => Set("metric", new PolicyAction.SetNumber(NumericAttribute.Med, new NumberChange.RoundTripTime())),
            FrrLexer.IGP => Set("metric", new PolicyAction.SetNumber(NumericAttribute.Med, new NumberChange.Copy(NumericAttribute.IgpMetric))),
            FrrLexer.PLUS_RTT or FrrLexer.MINUS_RTT or FrrLexer.AIGP => SetOpaque("metric", "policy.set.med.from-igp"),
            _ => SetIf("metric", context.value is not null, () => new PolicyAction.SetNumber(NumericAttribute.Med, Change(context.value!.Text))),
        };

    /// <summary>A value, or a sign and an amount.</summary>
    private NumberChange Change(string text)
    {
        if (!uint.TryParse(text.AsSpan(text[0] is '+' or '-' ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            diagnostics.Add(Diagnostics.DiagnosticCatalogue.BadValue(statement.Span, $"'{text}'", "0 to 4294967295"));
        return text[0] switch { '+' => new NumberChange.Add(value), '-' => new NumberChange.Subtract(value), _ => new NumberChange.To(value) };
    }

    public override Outcome? VisitSetMinMetric(FrrParser.SetMinMetricContext context) => SetOpaque("min-metric", "policy.set.med.limit");

    public override Outcome? VisitSetMaxMetric(FrrParser.SetMaxMetricContext context) => SetOpaque("max-metric", "policy.set.med.limit");

    public override Outcome? VisitSetMetricType(FrrParser.SetMetricTypeContext context) => SetOpaque("metric-type", "policy.set.metric-type");

    public override Outcome? VisitSetOrigin(FrrParser.SetOriginContext context) =>
        SetIf("origin", context.ChildCount > 1, () => new PolicyAction.SetOrigin(OriginOf(context.EGP(), context.IGP())));

    public override Outcome? VisitSetWeight(FrrParser.SetWeightContext context) => SetNumber("weight", NumericAttribute.Weight, context.NUMBER());

    public override Outcome? VisitSetTag(FrrParser.SetTagContext context) =>
        context.UNTAGGED() is not null
            ? Set("tag", new PolicyAction.SetNumber(NumericAttribute.Tag, new NumberChange.To(0)))
            : SetNumber("tag", NumericAttribute.Tag, context.NUMBER());

    public override Outcome? VisitSetDistance(FrrParser.SetDistanceContext context) => SetOpaque("distance", "policy.set.distance");

    private Outcome? SetNumber(string kind, NumericAttribute attribute, ITerminalNode? number)
    {
        if (number is not null && Number(number, 0, uint.MaxValue) is null) return Refused;
        return SetIf(kind, number is not null, () => new PolicyAction.SetNumber(attribute, new NumberChange.To(Number(number, 0, uint.MaxValue) ?? 0)));
    }

    public override Outcome? VisitSetSource(FrrParser.SetSourceContext context)
    {
        if (context.address is null) return negated ? Set("src") : null;
        return Address(context.address) is { } address ? Set("src", new PolicyAction.SetPreferredSource(address)) : Refused;
    }

    public override Outcome? VisitSetTable(FrrParser.SetTableContext context) => SetOpaque("table", "policy.set.table");

    public override Outcome? VisitSetAggregator(FrrParser.SetAggregatorContext context)
    {
        if (context.asn() is null) return negated ? Set("aggregator") : null;
        return AsNumber(context.asn()) is { } number && Address(context.address) is { } address ? Set("aggregator", new PolicyAction.SetAggregator(number, address)) : Refused;
    }

    public override Outcome? VisitSetAtomicAggregate(FrrParser.SetAtomicAggregateContext context) => Set("atomic-aggregate", new PolicyAction.SetAtomicAggregate());

    public override Outcome? VisitSetOriginatorId(FrrParser.SetOriginatorIdContext context)
    {
        if (context.address is null) return negated ? Set("originator-id") : null;
        return Address(context.address) is { } address ? Set("originator-id", new PolicyAction.SetOriginatorId(address)) : Refused;
    }

    public override Outcome? VisitSetLabelIndex(FrrParser.SetLabelIndexContext context) => SetOpaque("label-index", "policy.set.label-index");

    public override Outcome? VisitSetAigpMetric(FrrParser.SetAigpMetricContext context) => SetOpaque("aigp-metric", "policy.set.aigp");

    public override Outcome? VisitSetSrTeColor(FrrParser.SetSrTeColorContext context) => SetOpaque("sr-te color", "policy.set.sr-te-color");

    public override Outcome? VisitSetL3vpnEncapsulation(FrrParser.SetL3vpnEncapsulationContext context) => SetOpaque("l3vpn", "policy.set.l3vpn-encapsulation");

    public override Outcome? VisitSetEvpnGatewayIp(FrrParser.SetEvpnGatewayIpContext context) => SetOpaque("evpn gateway-ip " + context.GetChild(2).GetText(), "policy.set.evpn-gateway-ip");

    public override Outcome? VisitSetForwardingAddress(FrrParser.SetForwardingAddressContext context) => SetOpaque("forwarding-address", "policy.set.forwarding-address");

    public override Outcome? VisitSetPbr(FrrParser.SetPbrContext context) => SetOpaque(context.Start.Text, "policy.set.pbr");
}
