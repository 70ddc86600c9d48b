using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Formats.FortiOs.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.FortiOs.Writing;

internal sealed partial class FortiOsWriter
{
    /// <summary>Writes one instance: what it says for all, its table, its originations. Its neighbors are the other part.</summary>
    private sealed partial class InstanceWriter
    {
        private static readonly HashSet<Setting> Sayable = [.. InstanceTerms.All.Select(t => t.Setting), PeerSettings.LocalAs];

        private readonly FortiOsWriter writer;
        private readonly Vdom vdom;
        private readonly EffectiveInstance instance;
        private readonly ConfigBlock bgp;
        private readonly Stated<uint>? systemAs;

        public InstanceWriter(FortiOsWriter writer, Vdom vdom, EffectiveInstance instance)
        {
            (this.writer, this.vdom, this.instance) = (writer, vdom, instance);
            bgp = vdom.Root.EnsureTable("router bgp");
            systemAs = SystemAs();
        }

        private string Key => instance.Instance.Key;

        public void Write()
        {
            var model = instance.Instance;
            bgp.Said += model.Origin;
            if (systemAs is { } number) bgp.Set("as", [Text(number.Value)], number.Origin);
            else writer.announcements.Add(new Announcement(Disposition.NeedsInput, "the AS number of the instance: put it into the source", Key, PeerSettings.LocalAs));
            foreach (var term in InstanceTerms.All)
            {
                if (!SaidOf(term.Setting, out var value, out var origin) && !SaidByAllPeers(term.Setting, ref value, ref origin)) continue;
                var without = DefaultOf(term.Setting);
                if (Equals(value, without)) continue;
                Say(bgp, term, value, origin, Key, s => instance.Get(s).Value, null, () => without);
            }

            if (instance.Get(InstanceSettings.DefaultFamilies).IsSaid)
                writer.Announce(Key, InstanceSettings.DefaultFamilies, Disposition.Inherent, "address families are said at each neighbor");
            if (instance.Peers.IsEmpty && instance.Get(PeerSettings.GracefulRestart).IsSaid) writer.Announce(Key, PeerSettings.GracefulRestart, Disposition.Inherent, "without neighbors it has no effect");
            WriteTables();
            WriteOriginations();
            WriteNeighbors();
        }

        // ------------------------------------------------------------------------------------------ what is said where

        /// <summary>The AS number of the instance: said, or that of most of its peers.</summary>
        private Stated<uint>? SystemAs()
        {
            if (instance.Get(PeerSettings.LocalAs) is { Value: LocalAs own } said) return new Stated<uint>(own.As, said.Origin);
            var most = instance.Peers.Select(p => p.Get(PeerSettings.LocalAs)).Where(v => v.Value is LocalAs).GroupBy(v => ((LocalAs)v.Value!).As).MaxBy(g => g.Count());
            return most is null ? null : new Stated<uint>(most.Key, most.First().Origin);
        }

        private bool SaidOf(Setting setting, out object value, out Origin origin)
        {
            if (instance.Instance.Settings.TryGet(setting, out var own, out origin))
            {
                value = own;
                return true;
            }

            var said = setting.Scope == SettingScope.Session && writer.request.Configuration.Settings.TryGet(setting, out own, out origin);
            value = own!;
            return said;
        }

        /// <summary>What FortiOS says for the whole instance alone, and its peers say all alike. What they do not agree in is announced.</summary>
        private bool SaidByAllPeers(Setting setting, ref object value, ref Origin origin)
        {
            if (setting.Scope != SettingScope.Session || SessionTerms.All.Any(t => t.Setting == setting)) return false;
            var said = instance.Peers.Select(p => (Peer: p, Effective: p.Get(setting))).ToArray();
            var first = said.FirstOrDefault(s => s.Effective.IsSaid).Effective.Value;
            if (first is null) return false;
            if (said.All(s => Equals(s.Effective.Value, first)))
            {
                (value, origin) = (first, Origin.Of(said.SelectMany(s => s.Effective.Origin)));
                return true;
            }

            foreach (var (peer, effective) in said.Where(s => s.Effective.IsSaid))
                writer.Announce(FactPath.Of(instance.Instance, peer.Peer), setting, Disposition.Lost, "FortiOS says it for all peers of the instance alone, and they differ");
            return false;
        }

        private object? DefaultOf(Setting setting)
        {
            var context = new DefaultContext(null, null, null, s => instance.Get(s).Value);
            return writer.request.Target.Defaults.Find(setting, context)?.Value(context);
        }

        /// <summary>Says a value with a term; what cannot be said, and would not hold anyway, is announced.</summary>
        private void Say(ConfigBlock at, Term term, object value, Origin origin, string path, Func<Setting, object?> values, AfiSafi? family, Func<object?> otherwise)
        {
            var phrases = term.Write(value, new TermContext(values, vdom.RouteMaps, vdom.Lists, family)).ToArray();
            var isKnown = family is { } f ? phrases.All(p => AttributeNames.IsKnown(p.Attribute, f, writer.release)) : phrases.All(p => AttributeNames.IsKnown(p.Attribute, writer.release));
            if (isKnown)
            {
                foreach (var phrase in phrases) at.Set(family is { } own ? AttributeNames.For(phrase.Attribute, own) : phrase.Attribute, phrase.Values, origin);
                if (term.Setting == PeerSettings.Description && phrases is [{ Values: [var said, ..] }] && said != (string)value)
                    writer.Announce(path, term.Setting, Disposition.Approximated, "FortiOS takes descriptions of one line of up to 63 characters");
                if (phrases.Length > 0) return;
            }

            var without = otherwise();
            if (Equals(without, value) || (without is null && value is false)) return;

            // What is said for all peers is a fact of each.
            var where = path == Key && term.Setting.Scope == SettingScope.Session ? null : path;
            writer.Announce(where, term.Setting, Disposition.Lost, $"FortiOS {writer.release} cannot say {Setting.Format(value)} for {term.Attribute}{(family is { } of ? $" of {of.Name()}" : "")}");
        }

        private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);

        // ------------------------------------------------------------------------------------------------ the table

        /// <summary>FortiOS has one word for the tables of all families.</summary>
        private void WriteTables()
        {
            Multipath("ebgp-multipath", TableSettings.MaximumPathsEbgp);
            Multipath("ibgp-multipath", TableSettings.MaximumPathsIbgp);
            foreach (var (attribute, setting) in new[] { ("distance-external", TableSettings.DistanceExternal), ("distance-internal", TableSettings.DistanceInternal), ("distance-local", TableSettings.DistanceLocal) })
            {
                if (OneForAll(setting) is not { } said) continue;
                if (said.Value is >= 1 and <= 255) bgp.Set(attribute, [Text(said.Value)], said.Origin);
                else Everywhere(setting, Disposition.Lost, "FortiOS takes distances from 1 to 255");
            }

            foreach (var (family, scope) in instance.Instance.Families)
            {
                foreach (var (setting, _, _) in scope.Settings.Entries)
                {
                    if (setting.Scope == SettingScope.Table && !family.IsUnicast() && setting != TableSettings.Dampening)
                        writer.Announce(FactPath.Below(Key, family.Name()), setting, Disposition.Lost, $"FortiOS says nothing about the table of {family.Name()}");
                }

                if (scope.Settings.Get(TableSettings.Dampening) is not { } dampening) continue;
                var path = FactPath.Below(Key, family.Name());
                if (family != AfiSafi.Ipv4Unicast)
                {
                    writer.Announce(path, TableSettings.Dampening, Disposition.Lost, "FortiOS damps IPv4 unicast alone");
                    continue;
                }

                var value = dampening.Value;
                bgp.Set("dampening", ["enable"], dampening.Origin);
                foreach (var (attribute, number, otherwise) in new[]
                {
                    ("dampening-reachability-half-life", value.HalfLifeMinutes, 15u), ("dampening-reuse", value.Reuse, 750u), ("dampening-suppress", Math.Min(value.Suppress, 20000), 2000u),
                    ("dampening-max-suppress-time", value.MaxSuppressMinutes, 60u),
                })
                {
                    if (number != otherwise) bgp.Set(attribute, [Text(number)], dampening.Origin);
                }

                if (value.Suppress > 20000) writer.Announce(path, TableSettings.Dampening, Disposition.Approximated, "FortiOS suppresses at 20000 at the latest");
            }
        }

        private void Multipath(string attribute, Setting<uint> setting)
        {
            if (OneForAll(setting) is not { } said) return;
            if (said.Value <= 1) return;
            bgp.Set(attribute, ["enable"], said.Origin);
            if (said.Value > 255) Everywhere(setting, Disposition.Approximated, "FortiOS uses up to 255 equal paths");
            var settings = vdom.Root.Table("system settings");
            var limit = settings?.Attribute("ecmp-max-paths")?.Values[0];
            var wanted = Text(Math.Min(said.Value, 255));
            if (limit is not null && limit != wanted) Everywhere(setting, Disposition.Approximated, $"FortiOS has one number of equal paths: {limit}");
            else if (said.Value < 255) vdom.Root.EnsureTable("system settings").Set("ecmp-max-paths", [wanted], said.Origin);
        }

        /// <summary>The value of the first family that says it; other families get it too.</summary>
        private Stated<uint>? OneForAll(Setting<uint> setting)
        {
            var unicast = instance.Instance.Families.Where(f => f.Key.IsUnicast()).ToArray();
            if (unicast.Select(f => f.Value.Settings.Get(setting)).FirstOrDefault(s => s is not null) is not { } said) return null;
            foreach (var family in new[] { AfiSafi.Ipv4Unicast, AfiSafi.Ipv6Unicast })
            {
                var path = FactPath.Below(Key, family.Name());
                if (instance.Instance.Families.GetValueOrDefault(family)?.Settings.Get(setting) is not { } own) writer.Announce(path, setting, Disposition.Inherent, "FortiOS says it for all families");
                else if (own.Value != said.Value) writer.Announce(path, setting, Disposition.Approximated, $"FortiOS has one value for all families: {said.Value}");
            }

            return said;
        }

        private void Everywhere(Setting setting, Disposition disposition, string reason)
        {
            foreach (var family in instance.Instance.Families.Keys) writer.Announce(FactPath.Below(Key, family.Name()), setting, disposition, reason);
        }

        // ---------------------------------------------------------------------------------------------- originations

        private ConfigBlock? NewEntry(string table, ModelObject what, AfiSafi family, IpPrefix prefix)
        {
            if (!family.IsUnicast())
            {
                writer.announcements.Add(new Announcement(Disposition.Lost, $"FortiOS originates nothing in {family.Name()}", FactPath.Of(instance.Instance, what)));
                return null;
            }

            var isSix = family == AfiSafi.Ipv6Unicast;
            var entries = bgp.EnsureTable(isSix ? table + "6" : table);
            var entry = entries.EnsureEntry(entries.NextNumber());
            entry.Said = what.Origin;
            entry.Set(isSix ? "prefix6" : "prefix", Lists.Words(prefix), what.Origin);
            return entry;
        }

        private void WriteOriginations()
        {
            foreach (var network in instance.Instance.Networks)
            {
                if (NewEntry("network", network, network.Family, network.Prefix) is not { } entry) continue;
                Shape(entry, network.Settings);
                if (network.Settings.Get(OriginationSettings.Backdoor) is { Value: true } backdoor) entry.Set("backdoor", ["enable"], backdoor.Origin);
            }

            foreach (var aggregate in instance.Instance.Aggregates)
            {
                if (NewEntry("aggregate-address", aggregate, aggregate.Family, aggregate.Prefix) is not { } entry) continue;
                foreach (var (attribute, setting) in new[] { ("as-set", OriginationSettings.AsSet), ("summary-only", OriginationSettings.SummaryOnly) })
                {
                    if (aggregate.Settings.Get(setting) is { Value: true } said) entry.Set(attribute, ["enable"], said.Origin);
                }

                if (aggregate.Settings.Get(OriginationSettings.Policy) is not { } shaping) continue;
                const string reason = "FortiOS has no route map on aggregates";
                writer.Announce(FactPath.Of(instance.Instance, aggregate), OriginationSettings.Policy, Disposition.Lost, reason);
                writer.announcements.Add(new Announcement(Disposition.Lost, reason, Origin: shaping.Origin + aggregate.Origin));
            }

            foreach (var redistribution in instance.Instance.Redistributions) WriteRedistribution(redistribution);
        }

        private void WriteRedistribution(Redistribution redistribution)
        {
            var path = FactPath.Of(instance.Instance, redistribution);
            if (WordOf(redistribution) is not { } word)
            {
                var reason = $"FortiOS does not redistribute {redistribution.Source} {redistribution.Instance}".TrimEnd();
                writer.announcements.Add(new Announcement(Disposition.Lost, reason, path));

                // What a peer is sent lacks these routes.
                foreach (var peer in instance.Peers) writer.Announce(FactPath.Of(instance.Instance, peer.Peer, redistribution.Family), FamilySettings.ExportPolicy, Disposition.Lost, reason);
                return;
            }

            var block = bgp.EnsureTable($"redistribute{(redistribution.Family == AfiSafi.Ipv6Unicast ? "6" : "")} {word}");
            block.Said += redistribution.Origin;
            block.Set("status", ["enable"], redistribution.Origin);
            if (redistribution.Settings.Get(OriginationSettings.Metric) is not { } metric)
            {
                Shape(block, redistribution.Settings);
                return;
            }

            var use = redistribution.Settings.Get(OriginationSettings.Policy);
            block.Set("route-map", [vdom.RouteMaps.WithMetric(metric.Value, use?.Value, metric.Origin + (use?.Origin ?? Origin.None))], metric.Origin);
            foreach (var setting in new Setting[] { OriginationSettings.Metric, OriginationSettings.Policy }) writer.Announce(path, setting, Disposition.Inherent, "the route map sets the metric");
        }

        private static string? WordOf(Redistribution redistribution) => redistribution.Instance.Length > 0 || !redistribution.Family.IsUnicast() ? null : redistribution.Source switch
        {
            RouteSource.Connected => "connected",
            RouteSource.Static => "static",
            RouteSource.Ospf => "ospf",
            RouteSource.Rip => "rip",
            RouteSource.Isis => "isis",
            _ => null,
        };

        private void Shape(ConfigBlock entry, Settings settings)
        {
            if (settings.Get(OriginationSettings.Policy) is { Value: not PolicyUse.AcceptAll } use) entry.Set("route-map", [vdom.RouteMaps.NameFor(use.Value)], use.Origin);
        }
    }
}
