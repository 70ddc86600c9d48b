using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Formats.RouterOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>Connections, templates, and the peers of release 6.</summary>
internal sealed partial class RouterOsReader
{
    private static readonly string[] Kept =
    [
        "cisco-vpls-nlri-len-fmt", "input.accept-communities", "input.accept-ext-communities", "input.accept-large-communities", "input.accept-nlri", "input.filter-unknown", "input.filter-communities",
        "input.filter-ext-communities", "input.filter-large-communities", "input.filter-nlri", "input.attr-error-handling", "output.filter-select", "output.no-client-to-client-reflection",
    ];

    private readonly Dictionary<Item, IReadOnlyList<Item>> ancestors = new(ReferenceEqualityComparer.Instance);

    /// <summary>The templates an item inherits from, nearest first: of several, the later one wins.</summary>
    private IReadOnlyList<Item> Ancestors(Item item)
    {
        if (ancestors.TryGetValue(item, out var known)) return known;
        var result = new List<Item>();
        ancestors[item] = result;
        if (item["templates"] is not { } templates) return result;
        foreach (var name in templates.Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (tables.Find(Menus.Template, name) is not { } template)
            {
                if (name != "default") diagnostics.Add(DiagnosticCatalogue.Undefined(templates.Statement.Span, "template", name, "it says nothing"));
                continue;
            }

            foreach (var level in Ancestors(template).Prepend(template))
            {
                if (level != item && !result.Contains(level)) result.Add(level);
            }
        }

        return result;
    }

    /// <summary>What is said for an item, by itself or the nearest template.</summary>
    private Argument? Inherited(Item item, string name)
    {
        if (item[name] is { } own) return own;
        foreach (var level in Ancestors(item))
        {
            if (level[name] is { } said) return said;
        }

        return null;
    }

    /// <summary>What an item says about its session and families.</summary>
    private sealed class SessionDraft
    {
        public Settings Settings { get; set; } = Settings.Empty;

        public SortedDictionary<AfiSafi, FamilyScope> Families { get; } = [];

        public void Say<T>(AfiSafi family, Setting<T> setting, T value, Origin origin)
            where T : notnull
        {
            var scope = Families.GetValueOrDefault(family) ?? new FamilyScope { Family = family };
            Families[family] = scope with { Settings = scope.Settings.With(setting, value, origin), Origin = setting == (Setting)FamilySettings.Active && value is true ? origin : scope.Origin };
        }
    }

    /// <summary>The arguments that templates, connections and peers have in common.</summary>
    private SessionDraft ReadSession(Item item)
    {
        var draft = new SessionDraft();
        var isSix = item.Menu == Menus.Peer;
        var isTemplate = item.Menu == Menus.Template;
        foreach (var term in SessionTerms.All)
        {
            if (item[term.Name!] is not { } argument || argument.Name == "router-id") continue;
            if (argument.Value.Length == 0) Inherent(argument, "it is empty");
            else if (term.Setting == FamilySettings.RemovePrivateAs && Scalars.Flag(argument.Value) is false) Inherent(argument, "it says what holds anyway");
            else if (term.Setting == FamilySettings.AllowOwnAs && argument.Value == "0") Inherent(argument, "it says what holds anyway");
            else if (term.Read(argument.Value) is { } value) draft.Settings = Said(draft.Settings, term.Setting, value, argument);
            else Bad(argument, "a value of " + term.Name);
        }

        if (item["router-id"] is { } id && RouterId(id) is { } router) draft.Settings = draft.Settings.With(PeerSettings.RouterId, router.Value, router.Origin);
        ReadLocalAs(item, draft);
        ReadFamilies(item, draft);
        ReadNextHopChoice(item, draft);
        ReadTtl(item, draft, isSix);
        ReadLimits(item, draft, isSix);
        ReadAddPath(item, draft);
        ReadPolicies(item, draft);
        var key = item.Name;
        foreach (var name in Kept)
        {
            if (item[name] is not { } kept) continue;
            if (kept.Value is "" or "no" or "default" or "auto-bits") Inherent(kept, "it says what holds anyway");
            else Carry(isTemplate ? Menus.Template : Menus.Connection, key, kept, kept.Name);
            foreach (var list in kept.Name == "input.accept-nlri" ? kept.Value.Split(',') : []) lists.UseAddresses(list);
        }

        if (item["output.default-prepend"] is { } prepend)
        {
            if (prepend.Value == "0") draft.Settings = Said(draft.Settings, FamilySettings.AsPathUnchanged, true, prepend);
            else if (prepend.Value == "1") Inherent(prepend, "the own AS is prepended once anyway");
            else Carry(isTemplate ? Menus.Template : Menus.Connection, key, prepend, "policy.set.as-path.own-prepend");
        }

        foreach (var name in new[] { "input.affinity", "output.affinity" })
        {
            if (item[name] is { } affinity) Inherent(affinity, "it spreads work over processors and changes no route");
        }

        if (item["save-to"] is { } capture) OutOfScope(capture, "debugging");
        if (item["disabled"] is { } disabled && !item.IsDisabled) Inherent(disabled, "it is enabled");
        return draft;
    }

    private Settings Said(Settings settings, Setting setting, object value, Argument argument)
    {
        State(argument);
        return settings.WithValue(setting, value, argument.Statement);
    }

    /// <summary>An AS number, or <c>confederation/member</c>.</summary>
    private void ReadLocalAs(Item item, SessionDraft draft)
    {
        if (item["as"] is not { } argument) return;
        var parts = argument.Value.Split('/');
        if (parts.Length > 2 || Scalars.As(parts[^1]) is not ({ } own and > 0))
        {
            Bad(argument, "an AS number");
            return;
        }

        draft.Settings = Said(draft.Settings, PeerSettings.LocalAs, new LocalAs(own), argument);
        if (parts.Length == 2 && Scalars.As(parts[0]) is { } confederation) draft.Settings = Said(draft.Settings, PeerSettings.ConfederationIdentifier, confederation, argument);
    }

    /// <summary>The families listed are active, all others are not.</summary>
    private void ReadFamilies(Item item, SessionDraft draft)
    {
        if (item["afi"] is not { } afi) return;
        if (afi.Value == "ip" && !IsFamilySaidElsewhere(item)) Inherent(afi, "it says what holds anyway");
        else State(afi);
        var listed = new HashSet<AfiSafi>();
        foreach (var word in afi.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Words.Families.FirstOrDefault(f => f.Word == word) is { Word: not null } known)
            {
                if (listed.Add(known.Family)) draft.Say(known.Family, FamilySettings.Active, true, afi.Statement);
            }
            else if (word == "l2vpn-cisco")
            {
                Carry(item.Menu == Menus.Template ? Menus.Template : Menus.Connection, item.Name, afi, "afi-safi.vpls.cisco", "afi=l2vpn-cisco");
            }
            else
            {
                diagnostics.Add(DiagnosticCatalogue.BadValue(afi.Statement.Span, $"'{word}'", "ip, ipv6, l2vpn, l2vpn-cisco, vpnv4, vpnv6, evpn"));
            }
        }

        var elsewhere = Ancestors(item).SelectMany(a => (a.Value("afi") ?? "").Split(',')).Select(w => Words.Families.FirstOrDefault(f => f.Word == w)).Where(f => f.Word is not null).Select(f => f.Family);
        foreach (var family in elsewhere.Append(AfiSafi.Ipv4Unicast).Distinct().Where(f => !listed.Contains(f))) draft.Say(family, FamilySettings.Active, false, afi.Statement);
    }

    /// <summary>True when what an item says of its families takes the place of what a template says, its own or one that is listed beside it.</summary>
    private bool IsFamilySaidElsewhere(Item item) => tables[Menus.Connection].Concat(tables[Menus.Template]).Append(item)
        .Where(i => i == item || Ancestors(i).Contains(item)).Any(i => Ancestors(i).Any(a => a != item && a["afi"] is not null));

    /// <summary>The families of a session: listed, or IPv4.</summary>
    private IEnumerable<AfiSafi> FamiliesOf(Item item)
    {
        var words = (Inherited(item, "afi")?.Value ?? "ip").Split(',');
        return Words.Families.Where(f => words.Contains(f.Word)).Select(f => f.Family);
    }

    private void ReadNextHopChoice(Item item, SessionDraft draft)
    {
        if (item["nexthop-choice"] is not { } choice) return;
        var inherited = Ancestors(item).Select(a => a.Value("nexthop-choice")).FirstOrDefault(v => v is not null);
        switch (choice.Value)
        {
            case "force-self":
                draft.Settings = Said(draft.Settings, FamilySettings.NextHopSelf, NextHopSelf.All, choice);
                if (inherited == "propagate") draft.Settings = Said(draft.Settings, FamilySettings.NextHopUnchanged, false, choice);
                break;
            case "propagate":
                draft.Settings = Said(draft.Settings, FamilySettings.NextHopUnchanged, true, choice);
                if (inherited == "force-self") draft.Settings = Said(draft.Settings, FamilySettings.NextHopSelf, NextHopSelf.Off, choice);
                break;
            case "default" or "":
                if (inherited == "force-self") draft.Settings = Said(draft.Settings, FamilySettings.NextHopSelf, NextHopSelf.Off, choice);
                else if (inherited == "propagate") draft.Settings = Said(draft.Settings, FamilySettings.NextHopUnchanged, false, choice);
                else Inherent(choice, "it says what holds anyway");
                break;
            default:
                Bad(choice, "default, force-self, propagate");
                break;
        }
    }

    /// <summary>Several hops, and the TTL: what is sent, and the lowest that is accepted.</summary>
    private void ReadTtl(Item item, SessionDraft draft, bool isSix)
    {
        var sent = isSix ? item["ttl"] : item["local.ttl"];
        var ttl = sent is { Value: not ("default" or "") } ? Scalars.UInt(sent.Value) : null;
        if (sent is not null && ttl is null)
        {
            if (sent.Value is "default" or "") Inherent(sent, "it says what holds anyway");
            else Bad(sent, "1 to 255");
        }

        if (item["multihop"] is { } multihop)
        {
            var inherited = Scalars.Flag(Ancestors(item).Select(a => a.Value("multihop")).FirstOrDefault(v => v is not null) ?? "no");
            if (Scalars.Flag(multihop.Value) is not { } several) Bad(multihop, "yes, no");
            else if (several && ttl > 1) Inherent(multihop, "the TTL says how many hops there may be");
            else if (several) draft.Settings = Said(draft.Settings, PeerSettings.MultihopTtl, 255u, multihop);
            else if (inherited is true) draft.Settings = Said(draft.Settings, PeerSettings.MultihopTtl, 1u, multihop);
            else Inherent(multihop, "it says what holds anyway");
        }

        if (ttl is { } said and >= 1 and <= 255 && sent is not null)
        {
            // Release 6 sends this TTL on sessions of either kind.
            var both = draft.Settings.Get(PeerSettings.MultihopTtl)?.Origin ?? Origin.None;
            State(sent);
            draft.Settings = draft.Settings.With(PeerSettings.MultihopTtl, said, both + sent.Statement);
        }

        if (item["remote.ttl"] is not { } accepted) return;
        if (Scalars.UInt(accepted.Value) is { } lowest and >= 2 and <= 255) draft.Settings = Said(draft.Settings, PeerSettings.TtlSecurityHops, 256u - lowest, accepted);
        else if (accepted.Value is "1" or "") Inherent(accepted, "every TTL is accepted");
        else Bad(accepted, "1 to 255");
    }

    private void ReadLimits(Item item, SessionDraft draft, bool isSix)
    {
        foreach (var (name, family) in new[] { ("input.limit-process-routes-ipv4", AfiSafi.Ipv4Unicast), ("input.limit-process-routes-ipv6", AfiSafi.Ipv6Unicast) })
        {
            if (item[name] is not { } limit) continue;
            if (Scalars.UInt(limit.Value) is not { } max) Bad(limit, "a number");
            else
            {
                State(limit);
                draft.Say(family, FamilySettings.PrefixLimit, new PrefixLimit(max), limit.Statement);
            }
        }

        if (!isSix || item["max-prefix-limit"] is not { } six)
        {
            if (item["max-prefix-restart-time"] is { } alone) Inherent(alone, "there is no limit");
            return;
        }

        if (Scalars.UInt(six.Value) is not { } number)
        {
            Bad(six, "a number");
            return;
        }

        var restart = item["max-prefix-restart-time"];
        var seconds = restart is null || restart.Value is "infinity" or "" ? null : Scalars.Seconds(restart.Value);
        Origin origin = six.Statement;
        State(six);
        if (restart is not null)
        {
            if (seconds is null or 0) Inherent(restart, "it says what holds anyway");
            else
            {
                State(restart);
                origin += restart.Statement;
            }
        }

        draft.Settings = draft.Settings.With(FamilySettings.PrefixLimit, seconds is > 0 ? new PrefixLimit(number, PrefixLimitAction.Restart, seconds.Value) : new PrefixLimit(number), origin);
    }

    private void ReadAddPath(Item item, SessionDraft draft)
    {
        if (item["add-path-out"] is { } old)
        {
            if (old.Value == "all") draft.Settings = Said(draft.Settings, FamilySettings.AddPathSend, new AddPathSend(AddPathSelection.All), old);
            else if (old.Value is "none" or "") draft.Settings = Said(draft.Settings, FamilySettings.AddPathSend, new AddPathSend(AddPathSelection.None), old);
            else Bad(old, "all, none");
        }

        foreach (var name in new[] { "output.add-path", "input.add-path" })
        {
            if (item[name] is not { } said) continue;
            State(said);
            foreach (var word in said.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Words.Families.FirstOrDefault(f => f.Word == word) is not { Word: "ip" or "ipv6" } known) diagnostics.Add(DiagnosticCatalogue.BadValue(said.Statement.Span, $"'{word}'", "ip, ipv6"));
                else if (name == "output.add-path") draft.Say(known.Family, FamilySettings.AddPathSend, new AddPathSend(AddPathSelection.All), said.Statement);
                else draft.Say(known.Family, FamilySettings.AddPathReceive, true, said.Statement);
            }

            if (said.Value.Length == 0) Inherent(said, "it is empty");
        }
    }

    private void ReadPolicies(Item item, SessionDraft draft)
    {
        if (item["input.filter"] is { } input)
        {
            if (input.Value.Length == 0) Inherent(input, "without a chain every route passes");
            else draft.Settings = Said(draft.Settings, FamilySettings.ImportPolicy, chains.Use(input), input);
        }

        if (item["output.filter-chain"] is { } output)
        {
            if (output.Value.Length == 0) Inherent(output, "without a chain every route passes");
            else draft.Settings = Said(draft.Settings, FamilySettings.ExportPolicy, chains.Use(output), output);
        }

        if (item["output.default-originate"] is not { } originate) return;
        var inherited = Ancestors(item).Select(a => a.Value("output.default-originate")).FirstOrDefault(v => v is not null);
        switch (originate.Value)
        {
            case "always":
                draft.Settings = Said(draft.Settings, FamilySettings.DefaultOriginate, new PolicyUse.AcceptAll(), originate);
                break;
            case "if-installed":
                Carry(item.Menu == Menus.Template ? Menus.Template : Menus.Connection, item.Name, originate, "peer.afi-safi.default-originate.if-installed");
                break;
            case "never" or "":
                if (inherited == "always") draft.Settings = Said(draft.Settings, FamilySettings.DefaultOriginate, new PolicyUse.RejectAll(), originate);
                else Inherent(originate, "it says what holds anyway");
                break;
            default:
                Bad(originate, "never, if-installed, always");
                break;
        }
    }
}
