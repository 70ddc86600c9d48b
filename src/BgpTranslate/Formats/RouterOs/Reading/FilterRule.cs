using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>A rule of release 7, which is a small program, as statements of a policy.</summary>
internal sealed class FilterRule(RouterOsReader reader, Lists lists, ChainUse use, Item item, Origin origin, ImmutableArray<IpPrefix> ownNetworks, RpkiVerification verification)
{
    private readonly Argument? rule = item["rule"];
    private readonly Origin said = item["rule"] is { } text ? origin + text.Statement : origin;

    private FilterStatement.Change? last;

    /// <summary>The statements.</summary>
    /// <param name="jump">The chain that a jump leads to, as statements.</param>
    /// <param name="label">The block that <c>return</c> leaves.</param>
    public IEnumerable<PolicyStatement> Read(Func<string, Origin, IEnumerable<PolicyStatement>> jump, string label)
    {
        if (rule is null) return [];
        if (FilterGrammar.Read(rule.Value, out var at, out var problem) is not { } program)
        {
            reader.Note(DiagnosticCatalogue.Syntax(rule.Word?.At(at, 1) ?? rule.Statement.Span, problem));
            return [new PolicyStatement.Opaque(rule.Value, "the rule cannot be read", said)];
        }

        reader.State(rule);
        return Statements(program, jump, label);
    }

    private ImmutableArray<PolicyStatement> Statements(ImmutableArray<FilterStatement> program, Func<string, Origin, IEnumerable<PolicyStatement>> jump, string label) => [.. program.SelectMany(s => Statement(s, jump, label))];

    private IEnumerable<PolicyStatement> Statement(FilterStatement statement, Func<string, Origin, IEnumerable<PolicyStatement>> jump, string label)
    {
        if (statement is not FilterStatement.Change) last = null;
        switch (statement)
        {
            case FilterStatement.Branch branch:
                return [new PolicyStatement.If(Read(branch.Condition) with { Origin = rule!.Statement }, Statements(branch.Then, jump, label), Statements(branch.Else, jump, label), said)];
            case FilterStatement.End { Word: "return" }:
                return [new PolicyStatement.Leave(label, said)];
            case FilterStatement.End end:
                return [new PolicyStatement.End(end.Word == "accept" ? Verdict.Accept : Verdict.Reject, said)];
            case FilterStatement.Jump to:
                return jump(to.Chain, said);
            case FilterStatement.Verify verify:
                verification.Verify(verify.Group, said);
                return [];
            case FilterStatement.Change change:
                // bgp-med is for this router and iBGP, bgp-out-med for eBGP: said alike one after the other, they are one change.
                if (change.Property == "bgp-out-med" && last is { Property: "bgp-med" } before && before.Verb == change.Verb && before.Value == change.Value && !use.IsOnlyToExternal) return [];
                last = change;
                return Changes(change).Select(a => new PolicyStatement.Apply(a with { Origin = rule!.Statement }, said));
            default:
                return [];
        }
    }

    private void Note(int at, int length, string note) => reader.Note(DiagnosticCatalogue.SourceNote(rule!.Word?.At(at, length) ?? rule.Statement.Span, note));

    // -------------------------------------------------------------------------------------------------- conditions

    private Condition Read(FilterCondition condition) => condition switch
    {
        FilterCondition.And all => Condition.All(WithLengths(all.Parts.Select(Read))),
        FilterCondition.Or any => Condition.AnyOf(any.Parts.Select(Read)),
        FilterCondition.Not not => new Condition.Not(Read(not.Operand)),
        FilterCondition.Matcher matcher => Read(matcher) ?? Opaque(matcher),
        _ => Condition.False,
    };

    /// <summary><c>dst in P &amp;&amp; dst-len in a-b</c> is one range of prefixes.</summary>
    private static List<Condition> WithLengths(IEnumerable<Condition> conditions)
    {
        List<Condition> parts = [.. conditions.SelectMany(c => c is Condition.And inner ? inner.Parts : [c])];
        var at = parts.FindIndex(p => p is Condition.PrefixIn { Set: { Name: null, Set.Entries: [{ Match: var match }] } } && match == PrefixRange.OrLonger(match.Prefix));
        if (at < 0) return parts;
        var set = ((Condition.PrefixIn)parts[at]).Set.Set!;
        var range = set.Entries[0].Match;
        var (low, high) = (range.MinLength, range.MaxLength);
        var left = new List<Condition>();
        foreach (var part in parts)
        {
            if (part is not Condition.Compare { Attribute: NumericAttribute.PrefixLength, Operator: not Comparison.NotEqual, Value: <= 128 and var value } compare)
            {
                left.Add(part);
                continue;
            }

            if (compare.Operator is Comparison.Equal or Comparison.GreaterOrEqual or Comparison.Greater) low = Math.Max(low, (int)value + (compare.Operator == Comparison.Greater ? 1 : 0));
            if (compare.Operator is Comparison.Equal or Comparison.LessOrEqual or Comparison.Less) high = Math.Min(high, (int)value - (compare.Operator == Comparison.Less ? 1 : 0));
        }

        left[left.IndexOf(parts[at])] = low > high ? Condition.False : new Condition.PrefixIn(SetReference<PrefixSet>.Inline(set with { Entries = [set.Entries[0] with { Match = range with { MinLength = low, MaxLength = high } }] }));
        return left;
    }

    private static Condition.Opaque Opaque(FilterCondition.Matcher m) =>
        new(string.Join(' ', new[] { m.Property, m.Operator, m.Value }.Where(p => p.Length > 0)), $"policy.match.{m.Property}");

    private Condition? Read(FilterCondition.Matcher m)
    {
        if (Numbers.Attribute(m.Property) is { } number) return Number(m, number);
        if (Communities.KindOf(m.Property) is { } kind) return CommunitiesOf(m, kind);
        switch (m.Property)
        {
            case "dst":
                return Prefixes(m, set => new Condition.PrefixIn(set));
            case "gw":
                return Prefixes(m, set => new Condition.NextHopIn(AsHosts(set)));
            case "bgp-input-remote-addr":
                return Prefixes(m, set => new Condition.PeerAddressIn(AsHosts(set)));
            case "bgp-as-path":
                return Path(m);
            case "bgp-as-path-slow-legacy":
                return In(new AsPathPattern(AsPathDialect.Posix, m.Value), rule!.Statement);
            case "bgp-atomic-aggregate":
                return new Condition.Has(RouteAttribute.AtomicAggregate);
            case "bgp-communities-empty":
                return new Condition.Compare(NumericAttribute.CommunityCount, Comparison.Equal, 0);
            case "bgp-large-communities-empty":
                return new Condition.Compare(NumericAttribute.LargeCommunityCount, Comparison.Equal, 0);
            case "bgp-ext-communities-empty":
                return new Condition.Compare(NumericAttribute.ExtendedCommunityCount, Comparison.Equal, 0);
            case "bgp-network":
                return new Condition.And([new Condition.Not(new Condition.SourceIs([RouteSource.Bgp])), new Condition.PrefixIn(SetReference<PrefixSet>.Inline(new PrefixSet
                {
                    Name = "",
                    Entries = [.. ownNetworks.Select(n => new SetEntry<PrefixRange>(true, PrefixRange.Exact(n)))],
                }))]);
            case "afi":
                return Condition.AnyOf(m.Value.Split(',').Select(w => w switch
                {
                    "ip" or "ipv4" or "ip4" => new Condition.FamilyIs(Afi.Ipv4),
                    "ipv6" or "ip6" => new Condition.FamilyIs(Afi.Ipv6),
                    _ => (Condition)Opaque(m with { Value = w }),
                }));
            case "protocol":
                return Condition.AnyOf(m.Value.Split(',').Select(w => w == "bgp-mpls-vpn" ? new Condition.SourceIs([RouteSource.Vpn])
                    : Words.Protocols.FirstOrDefault(p => p.Word == w) is { Word: not null } known ? new Condition.SourceIs([known.Source])
                    : (Condition)Opaque(m with { Value = w })));
            case "ospf-type":
                return Condition.AnyOf(m.Value.Split(',').Select(w => w switch
                {
                    "inter" => new Condition.SourceIs([RouteSource.OspfInterArea]),
                    "ext1" => new Condition.SourceIs([RouteSource.OspfExternal1]),
                    "ext2" => new Condition.SourceIs([RouteSource.OspfExternal2]),
                    _ => (Condition)Opaque(m with { Value = w }),
                }));
            case "rpki":
                return verification.Is(m.Value.Split(','), () => Note(m.At, m.Length, "no rpki-verify runs before it: the route counts as unverified")) ?? Opaque(m);
            case "bgp-origin":
                return m.Value switch
                {
                    "igp" => new Condition.OriginIs(RouteOrigin.Igp),
                    "egp" => new Condition.OriginIs(RouteOrigin.Egp),
                    "incomplete" => new Condition.OriginIs(RouteOrigin.Incomplete),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static Condition? Number(FilterCondition.Matcher m, NumericAttribute attribute)
    {
        if (m.Operator == "in") return Scalars.Range(m.Value) is { } range ? Within(attribute, range) : null;
        if (Scalars.UInt(m.Value) is not { } value) return null;
        return m.Operator switch
        {
            "==" or "" => new Condition.Compare(attribute, Comparison.Equal, value),
            "!=" => new Condition.Compare(attribute, Comparison.NotEqual, value),
            "<" => new Condition.Compare(attribute, Comparison.Less, value),
            "<=" => new Condition.Compare(attribute, Comparison.LessOrEqual, value),
            ">" => new Condition.Compare(attribute, Comparison.Greater, value),
            ">=" => new Condition.Compare(attribute, Comparison.GreaterOrEqual, value),
            _ => null,
        };
    }

    private static Condition Within(NumericAttribute attribute, NumberRange range) => range.IsSingle
        ? new Condition.Compare(attribute, Comparison.Equal, range.Low)
        : new Condition.And([new Condition.Compare(attribute, Comparison.GreaterOrEqual, range.Low), new Condition.Compare(attribute, Comparison.LessOrEqual, range.High)]);

    /// <summary><c>in</c> takes a prefix with everything inside it, or a list; <c>==</c> the prefix alone.</summary>
    private Condition? Prefixes(FilterCondition.Matcher m, Func<SetReference<PrefixSet>, Condition> condition)
    {
        if (Scalars.Prefix(m.Value) is { } prefix)
        {
            var range = m.Operator == "in" ? PrefixRange.OrLonger(prefix) : PrefixRange.Exact(prefix);
            var set = condition(SetReference<PrefixSet>.Inline(new PrefixSet { Name = "", Afi = prefix.Afi, Entries = [new SetEntry<PrefixRange>(true, range, rule!.Statement)] }));
            return m.Operator == "!=" ? new Condition.Not(set) : set;
        }

        if (Numbers.IsPrefixProperty(m.Value)) return null;
        var list = lists.Prefixes(m.Value);
        if (list.Set is null) lists.Missing(rule!, "address-list", m.Value, "no route matches");
        return m.Operator == "!=" ? new Condition.Not(condition(list)) : condition(list);
    }

    /// <summary>Addresses are hosts: an entry stands for all hosts inside it.</summary>
    private static SetReference<PrefixSet> AsHosts(SetReference<PrefixSet> reference) => reference.Name is not null || reference.Set is not { } set
        ? reference
        : SetReference<PrefixSet>.Inline(set with { Entries = [.. set.Entries.Select(e => e with { Match = new PrefixRange(e.Match.Prefix, e.Match.Prefix.Width, e.Match.Prefix.Width) })] });

    /// <summary>An expression over AS numbers; lists of numbers are put in their places.</summary>
    private Condition Path(FilterCondition.Matcher m)
    {
        var (text, origin) = (m.Value, (Origin)rule!.Statement);
        for (var at = text.IndexOf("[[:", StringComparison.Ordinal); at >= 0; at = text.IndexOf("[[:", StringComparison.Ordinal))
        {
            var end = text.IndexOf(":]]", at, StringComparison.Ordinal);
            if (end < 0) return Opaque(m);
            var name = text[(at + 3)..end];
            if (lists.Numbers(name) is { } set)
            {
                origin += Origin.Of(set.Entries.SelectMany(e => e.Origin));
                text = $"{text[..at]}[{string.Join(' ', set.Entries.Select(e => e.Match.IsSingle ? $"{e.Match.Low}" : $"{e.Match.Low}-{e.Match.High}"))}]{text[(end + 3)..]}";
            }
            else
            {
                lists.Missing(rule!, "num-list", name, "no path matches");
                return Condition.False;
            }
        }

        if (text is "^$")
        {
            Note(m.At, m.Length, "'^$' never matches: RouterOS 7 finds nothing in an empty path; 'bgp-path-len == 0' asks for it");
            return Condition.False;
        }

        return In(new AsPathPattern(AsPathDialect.RouterOs7, text), origin);
    }

    private static Condition In(AsPathPattern pattern, Origin origin) =>
        new Condition.AsPathIn(SetReference<AsPathSet>.Inline(new AsPathSet { Name = "", Entries = [new SetEntry<AsPathPattern>(true, pattern, origin)] }));

    private Condition? CommunitiesOf(FilterCondition.Matcher m, CommunityKind kind)
    {
        if (m.Operator.EndsWith("-regexp", StringComparison.Ordinal))
            return m.Operator.StartsWith("any", StringComparison.Ordinal) ? In(kind, [new CommunityMatch.Expression(Lists.OnWholeList(m.Value))]) : null;
        if (m.Operator.EndsWith("-list", StringComparison.Ordinal))
        {
            if (lists.Communities(kind, m.Value) is not { } set)
            {
                lists.Missing(rule!, "community list", m.Value, "no route matches");
                return new Condition.CommunityIn(SetReference<CommunitySet>.Dangling(m.Value));
            }

            return m.Operator switch
            {
                "any-list" => new Condition.CommunityIn(SetReference<CommunitySet>.To(set)),
                "includes-list" when set.Entries.Length == 1 => new Condition.CommunityIn(SetReference<CommunitySet>.To(set)),
                "includes-list" => AllOf(set),
                "equal-list" => Exactly(set),
                _ => null,
            };
        }

        var patterns = new List<CommunityPattern>();
        foreach (var word in m.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Communities.Read(kind, word) is not { } community) return null;
            patterns.Add(community);
        }

        return m.Operator switch
        {
            "includes" => In(kind, [new CommunityMatch.AllOf([.. patterns])]),
            "any" => In(kind, [.. patterns.Select(p => new CommunityMatch.AllOf([p]))]),
            "equal" => new Condition.CommunityIn(SetReference<CommunitySet>.Inline(Set(kind, [new CommunityMatch.AllOf([.. patterns])])), CommunityMatchMode.Exact),
            _ => null,
        };
    }

    private Condition? AllOf(CommunitySet set) => set.Entries.All(e => e.Match is CommunityMatch.AllOf)
        ? new Condition.CommunityIn(SetReference<CommunitySet>.Inline(Merged(set)))
        : Condition.All(set.Entries.Select(e => In(set.Kind, [e.Match])));

    private Condition? Exactly(CommunitySet set) => set.Entries.All(e => e.Match is CommunityMatch.AllOf)
        ? new Condition.CommunityIn(SetReference<CommunitySet>.Inline(Merged(set)), CommunityMatchMode.Exact)
        : null;

    private static CommunitySet Merged(CommunitySet set) => set with
    {
        Name = "",
        Entries = [new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([.. set.Entries.SelectMany(e => ((CommunityMatch.AllOf)e.Match).Patterns)]), Origin.Of(set.Entries.SelectMany(e => e.Origin)))],
    };

    private Condition In(CommunityKind kind, ImmutableArray<CommunityMatch> matches) => new Condition.CommunityIn(SetReference<CommunitySet>.Inline(Set(kind, matches)));

    private CommunitySet Set(CommunityKind kind, ImmutableArray<CommunityMatch> matches) =>
        new() { Name = "", Kind = kind, Entries = [.. matches.Select(m => new SetEntry<CommunityMatch>(true, m, rule!.Statement))] };

    // ----------------------------------------------------------------------------------------------------- changes

    private static PolicyAction.Opaque Opaque(FilterStatement.Change c) =>
        new(string.Join(' ', new[] { c.Verb, c.Property, c.Value }.Where(p => p.Length > 0)), $"policy.{c.Verb}.{c.Property}");

    private IEnumerable<PolicyAction> Changes(FilterStatement.Change c)
    {
        if (Communities.KindOf(c.Property) is { } kind) return [ChangeCommunities(c, kind) ?? Opaque(c)];
        if (c.Verb == "unset")
        {
            return c.Property switch
            {
                "bgp-med" or "bgp-out-med" => [new PolicyAction.Remove(RouteAttribute.Med)],
                "bgp-local-pref" => [new PolicyAction.Remove(RouteAttribute.LocalPreference)],
                _ => [Opaque(c)],
            };
        }

        if (c.Verb != "set") return [Opaque(c)];
        switch (c.Property)
        {
            case "bgp-med" when use.IsOnlyToExternal:
                Note(c.At, c.Length, "RouterOS sends bgp-out-med to eBGP peers; bgp-med stays in the router");
                return [];
            case "bgp-local-pref" or "bgp-med" or "bgp-out-med" or "bgp-weight":
                return [Numbers.Change(c.Value) is { } change ? new PolicyAction.SetNumber(Numbers.Attribute(c.Property)!.Value, change) : Opaque(c)];
            case "bgp-path-prepend" when Scalars.UInt(c.Value) is { } times and >= 1 and <= 250 && use.LocalAs.Count == 1:
                // The number counts the own AS that is put in front anyway.
                return times == 1 ? [] : [new PolicyAction.PrependAsPath([.. Enumerable.Repeat(use.LocalAs.First(), (int)times - 1)])];
            case "bgp-path-peer-prepend" when Scalars.UInt(c.Value) is { } times and <= 250:
                return times == 0 ? [] : [new PolicyAction.PrependFirstAs(times)];
            case "bgp-origin" when Read(new FilterCondition.Matcher("bgp-origin", "", c.Value, c.At, c.Length)) is Condition.OriginIs origin:
                return [new PolicyAction.SetOrigin(origin.Value)];
            case "gw" when Scalars.Address(c.Value) is { } address && !c.Value.Contains('%'):
                return [new PolicyAction.SetNextHop(new NextHopChange.To(address))];
            case "gw-ll" when Scalars.Address(c.Value) is { Afi: Afi.Ipv6 } address:
                return [new PolicyAction.SetNextHop(new NextHopChange.LinkLocal(address))];
            case "pref-src" when Scalars.Address(c.Value) is { } address:
                return [new PolicyAction.SetPreferredSource(address)];
            case "blackhole" when c.Value is "" or "yes":
                return [new PolicyAction.SetNextHop(new NextHopChange.Blackhole())];
            default:
                return [Opaque(c)];
        }
    }

    private PolicyAction? ChangeCommunities(FilterStatement.Change c, CommunityKind kind)
    {
        if (c.Value.StartsWith("regexp", StringComparison.Ordinal))
        {
            var set = Set(kind, [new CommunityMatch.Expression(Lists.OnWholeList(c.Value[6..].Trim().Trim('"')))]);
            return c.Verb switch
            {
                "delete" => new PolicyAction.RemoveCommunities(SetReference<CommunitySet>.Inline(set)),
                "filter" => new PolicyAction.KeepCommunities(SetReference<CommunitySet>.Inline(set)),
                _ => null,
            };
        }

        var words = c.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (c.Verb is "delete" && IsAll(kind, words))
        {
            return new PolicyAction.Remove(kind switch
            {
                CommunityKind.Large => RouteAttribute.LargeCommunities,
                CommunityKind.Extended => RouteAttribute.ExtendedCommunities,
                _ => RouteAttribute.Communities,
            });
        }

        if (words is [var only] && c.Verb is "delete" or "filter" && Communities.Read(kind, words[0]) is null && lists.Communities(kind, words[0]) is { } named)
        {
            var reference = SetReference<CommunitySet>.To(named);
            return c.Verb == "delete" ? new PolicyAction.RemoveCommunities(reference) : new PolicyAction.KeepCommunities(reference);
        }

        var patterns = new List<CommunityPattern>();
        var entries = new List<SetEntry<CommunityMatch>>();
        foreach (var word in words)
        {
            if (Communities.Read(kind, word) is { } community)
            {
                patterns.Add(community);
                entries.Add(new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([community]), rule!.Statement));
            }
            else if (Class(kind, word) is { } members && c.Verb is "delete" or "filter")
            {
                entries.AddRange(Class(kind, word)!.Select(p => new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([p]), rule!.Statement)));
            }
            else if (lists.Communities(kind, word) is { } set)
            {
                entries.AddRange(set.Entries);
                if (c.Verb is "set" or "append" && set.Entries.Any(e => e.Match is not CommunityMatch.AllOf)) return null;
                patterns.AddRange(set.Entries.Select(e => e.Match).OfType<CommunityMatch.AllOf>().SelectMany(a => a.Patterns));
            }
            else
            {
                lists.Missing(rule!, "community list", word, "nothing changes");
                return null;
            }
        }

        return c.Verb switch
        {
            "set" => new PolicyAction.ReplaceCommunities(kind, [.. patterns]),
            "append" => new PolicyAction.AddCommunities(kind, [.. patterns]),
            "delete" => new PolicyAction.RemoveCommunities(SetReference<CommunitySet>.Inline(new CommunitySet { Name = "", Kind = kind, Entries = [.. entries] })),
            "filter" => new PolicyAction.KeepCommunities(SetReference<CommunitySet>.Inline(new CommunitySet { Name = "", Kind = kind, Entries = [.. entries] })),
            _ => null,
        };
    }

    private static bool IsAll(CommunityKind kind, string[] words) => kind switch
    {
        CommunityKind.Large => words.Contains("all"),
        CommunityKind.Extended => words.Contains("rt") && words.Contains("soo") && words.Contains("other"),
        _ => words.Contains("wk") && words.Contains("other"),
    };

    /// <summary>Words for whole classes of communities.</summary>
    private static CommunityPattern[]? Class(CommunityKind kind, string word) => (kind, word) switch
    {
        (CommunityKind.Standard, "wk") => [new CommunityPattern(kind, "", 65535, NumberRange.Any)],
        (CommunityKind.Standard, "other") => [new CommunityPattern(kind, "", new NumberRange(0, 65534), NumberRange.Any)],
        (CommunityKind.Large, "all") => [new CommunityPattern(kind, "", NumberRange.Any, NumberRange.Any, NumberRange.Any)],
        (CommunityKind.Extended, "rt" or "soo") => [new CommunityPattern(kind, word, NumberRange.Any, NumberRange.Any)],
        _ => null,
    };
}
