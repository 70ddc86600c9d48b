using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Comparisons and <c>~</c> of the filter language as conditions over the route (bird.md §7).</summary>
internal static class Matching
{
    private static readonly Value.Unknown Strange = new("a comparison that the model does not have");

    /// <summary>The only table of its family holds what every cache says; routes of the other family are not found in it.</summary>
    private static Condition Rpki(RpkiState state, Value.RoaCheck roa)
    {
        if (roa.OnlyFor is not { } family) return new Condition.Rpki(state, roa.Table);
        var general = new Condition.Rpki(state);
        return state == RpkiState.NotFound
            ? Condition.AnyOf([Conditions.Not(new Condition.FamilyIs(family)), general])
            : Condition.All([new Condition.FamilyIs(family), general]);
    }

    /// <summary><c>left ~ right</c>.</summary>
    public static Value Test(Value left, Value right)
    {
        switch (left, right)
        {
            // Nothing is in an empty set.
            case (_, Value.Words { Members.Length: 0 }):
                return Value.Of(false);
            case (Value.Attribute { Name: "net" }, Value.Set { Value: PrefixSet set }):
                return new Value.Truth(new Condition.PrefixIn(Reference(set)));
            case (Value.Attribute { Name: "net" }, Value.Prefix p):
                return new Value.Truth(new Condition.PrefixIn(Inline(PrefixRange.OrLonger(p.Value))));
            case (Value.Attribute { Name: "bgp_path" } a, Value.Mask mask):
                return new Value.Truth(new Condition.AsPathIn(Reference(mask.Value)), a.Reads);
            case (Value.Attribute { Name: "bgp_path" } a, Value.Set { Value: AsNumberSet set }):
                return new Value.Truth(new Condition.AsPathContains(Reference(set)), a.Reads);
            case (Value.Number n, Value.Attribute { Name: "bgp_path" } a):
                return new Value.Truth(new Condition.AsPathContains(Reference(new AsNumberSet { Name = "", Entries = [new SetEntry<NumberRange>(true, n.Value)] })), a.Reads);
            case (Value.Attribute a, Value.Set { Value: AsNumberSet set }) when RouteAttributes.Numbers.TryGetValue(a.Name, out var number):
                return new Value.Truth(new Condition.NumberIn(number, Reference(set)), a.Reads);
            case (Value.Attribute a, Value.Set { Value: CommunitySet set }) when RouteAttributes.Communities.TryGetValue(a.Name, out var kind) && kind == set.Kind:
                return new Value.Truth(new Condition.CommunityIn(Reference(set)), a.Reads);
            case (Value.Community c, Value.Attribute a) when RouteAttributes.Communities.TryGetValue(a.Name, out var kind) && kind == c.Value.Kind:
                return new Value.Truth(new Condition.CommunityIn(Single(c.Value)), a.Reads);
            case (Value.Attribute { Name: "bgp_next_hop" or "gw" } a, Value.Set { Value: PrefixSet set }):
                return new Value.Truth(new Condition.NextHopIn(Hosts(set)), a.Reads);
            case (Value.Attribute { Name: "bgp_next_hop" or "gw" } a, Value.Prefix p):
                return new Value.Truth(new Condition.NextHopIn(Inline(PrefixRange.OrLonger(p.Value))), a.Reads);
            case (Value.Attribute { Name: "from" }, Value.Set { Value: PrefixSet set }):
                return new Value.Truth(new Condition.PeerAddressIn(Hosts(set)));
            case (Value.Attribute { Name: "from" }, Value.Prefix p):
                return new Value.Truth(new Condition.PeerAddressIn(Inline(PrefixRange.OrLonger(p.Value))));
            case (Value.Attribute { Name: "proto" or "ifname" }, Value.Text { Value: "*" }):
                return new Value.Truth(new Condition.Constant(true));
            case (Value.Attribute { Name: "proto" }, Value.Text t):
                return new Value.Truth(new Condition.ProtocolInstance(t.Value));
            case (Value.Attribute { Name: "ifname" } a, Value.Text t):
                return new Value.Truth(new Condition.InterfaceIs(t.Value), a.Reads);
            case (Value.Attribute { Name: "source" }, Value.Words words) when words.Members.All(m => m is Value.Word w && RouteAttributes.Sources.ContainsKey(w.Value)):
                return new Value.Truth(new Condition.SourceIs([.. words.Members.Select(m => RouteAttributes.Sources[((Value.Word)m).Value])]));
            case (_, Value.Words words) when left is Value.Word or Value.Text or Value.Attribute or Value.RoaCheck:
                {
                    Value? any = null;
                    foreach (var member in words.Members)
                    {
                        if (Equal(left, member) is not Value.Truth test) return Strange;
                        any = any is Value.Truth t ? new Value.Truth(Conditions.Or(t.Value, test.Value), t.Parts | test.Parts) : test;
                    }

                    return any ?? Value.Of(false);
                }

            case (Value.Number n, Value.Set { Value: AsNumberSet set }):
                return Value.Of(set.Entries.Any(e => e.Match.Contains(n.Value)));
            case (Value.Prefix p, Value.Set { Value: PrefixSet set }):
                return Value.Of(set.Entries.Any(e => e.Match.Matches(p.Value)));
            case (Value.Prefix p, Value.Prefix q):
                return Value.Of(q.Value.Covers(p.Value));
            case (Value.Address a, Value.Prefix q):
                return Value.Of(q.Value.Contains(a.Value));
            case (Value.Address a, Value.Set { Value: PrefixSet set }):
                return Value.Of(set.Entries.Any(e => e.Match.Prefix.Contains(a.Value)));
            case (Value.Text s, Value.Text pattern):
                return Value.Of(IsLike(s.Value, pattern.Value));
            default:
                return Strange;
        }
    }

    /// <summary><c>left = right</c>.</summary>
    public static Value Equal(Value left, Value right)
    {
        // A constant on the left reads the other way round.
        if (right is Value.Attribute or Value.RoaCheck && left is not (Value.Attribute or Value.RoaCheck)) (left, right) = (right, left);
        switch (left, right)
        {
            case (Value.Attribute { Name: "net" }, Value.Prefix p):
                return new Value.Truth(new Condition.PrefixIn(Inline(PrefixRange.Exact(p.Value))));
            case (Value.Attribute { Name: "net.type" }, Value.Word { Value: "NET_IP4" }):
                return new Value.Truth(new Condition.FamilyIs(Afi.Ipv4));
            case (Value.Attribute { Name: "net.type" }, Value.Word { Value: "NET_IP6" }):
                return new Value.Truth(new Condition.FamilyIs(Afi.Ipv6));
            case (Value.Attribute { Name: "source" }, Value.Word w) when RouteAttributes.Sources.TryGetValue(w.Value, out var source):
                return new Value.Truth(new Condition.SourceIs([source]));
            case (Value.Attribute { Name: "proto" }, Value.Text t):
                return new Value.Truth(new Condition.ProtocolInstance(t.Value));
            case (Value.Attribute { Name: "ifname" } a, Value.Text t):
                return new Value.Truth(new Condition.InterfaceIs(t.Value), a.Reads);
            case (Value.Attribute { Name: "from" }, Value.Address ip):
                return new Value.Truth(new Condition.PeerAddressIn(Inline(Host(ip.Value))));
            case (Value.Attribute { Name: "bgp_next_hop" or "gw" } a, Value.Address ip):
                return new Value.Truth(new Condition.NextHopIn(Inline(Host(ip.Value))), a.Reads);
            case (Value.Attribute { Name: "bgp_origin" } a, Value.Word w) when RouteAttributes.Origins.TryGetValue(w.Value, out var origin):
                return new Value.Truth(new Condition.OriginIs(origin), a.Reads);
            case (Value.RoaCheck roa, Value.Word w) when RouteAttributes.RoaStates.TryGetValue(w.Value, out var state):
                return new Value.Truth(Rpki(state, roa), roa.Reads);
            case (Value.Attribute { Name: "bgp_path" } a, Value.Mask mask):
                return new Value.Truth(new Condition.AsPathIn(Reference(mask.Value)), a.Reads);
            case (Value.Attribute { Name: "bgp_path" } a, Value.EmptyList):
                return new Value.Truth(new Condition.Compare(NumericAttribute.AsPathLength, Comparison.Equal, 0), a.Reads);
            case (Value.Attribute a, Value.EmptyList) when RouteAttributes.Numbers.TryGetValue(a.Name + ".len", out var count):
                return new Value.Truth(new Condition.Compare(count, Comparison.Equal, 0), a.Reads);
            case (Value.Attribute a, Value.Number n) when RouteAttributes.Numbers.TryGetValue(a.Name, out var number):
                return new Value.Truth(WithPresence(a.Name, new Condition.Compare(number, Comparison.Equal, n.Value), n.Value == 0), a.Reads);
            case (Value.Truth a, Value.Truth { Constant: { } known }):
                return a with { Value = known ? a.Value : Conditions.Not(a.Value) };
            case (Value.Truth { Constant: { } known }, Value.Truth b):
                return b with { Value = known ? b.Value : Conditions.Not(b.Value) };
            case (Value.Number a, Value.Number b): return Value.Of(a.Value == b.Value);
            case (Value.Text a, Value.Text b): return Value.Of(a.Value == b.Value);
            case (Value.Word a, Value.Word b): return Value.Of(a.Value == b.Value);
            case (Value.Address a, Value.Address b): return Value.Of(a.Value == b.Value);
            case (Value.Prefix a, Value.Prefix b): return Value.Of(a.Value == b.Value);
            case (Value.Community a, Value.Community b): return Value.Of(a.Value == b.Value);
            default: return Strange;
        }
    }

    /// <summary><c>left != right</c>: true also for what is not there.</summary>
    public static Value NotEqual(Value left, Value right) => (left, right) switch
    {
        (Value.Attribute a, Value.Number n) when RouteAttributes.Numbers.TryGetValue(a.Name, out var number) && n.Value > 0 =>
            new Value.Truth(new Condition.Compare(number, Comparison.NotEqual, n.Value), a.Reads),
        _ => Equal(left, right) is Value.Truth t ? t with { Value = Conditions.Not(t.Value) } : Strange,
    };

    /// <summary><c>left &lt; right</c> and its kin. What is not there is below everything.</summary>
    public static Value Compare(string op, Value left, Value right)
    {
        if (left is Value.Number n && right is Value.Number m)
            return Value.Of(op switch { "<" => n.Value < m.Value, "<=" => n.Value <= m.Value, ">" => n.Value > m.Value, _ => n.Value >= m.Value });
        if (left is Value.Number && right is Value.Attribute)
            return Compare(op switch { "<" => ">", "<=" => ">=", ">" => "<", _ => "<=" }, right, left);
        if (left is not Value.Attribute a || right is not Value.Number value || !RouteAttributes.Numbers.TryGetValue(a.Name, out var number)) return Strange;
        var comparison = op switch { "<" => Comparison.Less, "<=" => Comparison.LessOrEqual, ">" => Comparison.Greater, _ => Comparison.GreaterOrEqual };
        return new Value.Truth(WithPresence(a.Name, new Condition.Compare(number, comparison, value.Value), comparison == Comparison.GreaterOrEqual && value.Value == 0), a.Reads);
    }

    /// <summary>The model counts an absent MED as 0; where that would make a difference, presence is asked for too.</summary>
    private static Condition WithPresence(string name, Condition comparison, bool zeroPasses) =>
        zeroPasses && name == "bgp_med" ? Conditions.And(new Condition.Has(RouteAttribute.Med), comparison) : comparison;

    /// <summary>A set as policies refer to it.</summary>
    public static SetReference<T> Reference<T>(T set)
        where T : DefinedSet => set.Name.Length > 0 ? SetReference<T>.To(set) : SetReference<T>.Inline(set);

    /// <summary>A set of one community.</summary>
    public static SetReference<CommunitySet> Single(CommunityPattern pattern) => SetReference<CommunitySet>.Inline(
        new CommunitySet { Name = "", Kind = pattern.Kind, Entries = [new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([pattern]))] });

    /// <summary>A shell pattern with <c>*</c> and <c>?</c>.</summary>
    public static bool IsLike(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        int t = 0, p = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                (t, p) = (t + 1, p + 1);
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    private static PrefixRange Host(IpAddress address) => PrefixRange.Exact(new IpPrefix(address, address.Width));

    private static SetReference<PrefixSet> Inline(PrefixRange range) =>
        SetReference<PrefixSet>.Inline(new PrefixSet { Name = "", Afi = range.Prefix.Afi, Entries = [new SetEntry<PrefixRange>(true, range)] });

    /// <summary>Addresses lie in blocks: every host of a block is in the set.</summary>
    private static SetReference<PrefixSet> Hosts(PrefixSet set) =>
        Reference(set.Entries.All(e => e.Match.MaxLength == e.Match.Prefix.Width)
            ? set
            : new PrefixSet { Name = "", Afi = set.Afi, Origin = set.Origin, Entries = [.. set.Entries.Select(e => e with { Match = e.Match with { MaxLength = e.Match.Prefix.Width } })] });
}
