using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Formats.Vyos.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Vyos.Writing;

internal sealed partial class VyosWriter
{
    /// <summary>Writes the peers and groups of one instance. What a group of VyOS cannot hold goes to its members (vyos.md §8).</summary>
    private sealed class PeerWriter(VyosWriter writer, EffectiveInstance instance, ConfigNode bgp, uint? systemAs)
    {
        private readonly Dictionary<string, GroupPlan> plans = new(StringComparer.Ordinal);
        private readonly HashSet<Peer> detached = new(ReferenceEqualityComparer.Instance);

        /// <summary>What of a group stays in the group.</summary>
        /// <param name="Name">Its name in the output.</param>
        /// <param name="Levels">The group and those it inherits from, nearest first.</param>
        /// <param name="HoldsRemoteAs">The remote AS is said there.</param>
        /// <param name="Families">Families that are said there: all members have them.</param>
        private sealed record GroupPlan(string Name, IReadOnlyList<PeerGroup> Levels, bool HoldsRemoteAs, IReadOnlySet<AfiSafi> Families)
        {
            /// <summary>False for a peer that says itself what the group says: its session is of another type than that of the other members.</summary>
            public bool IsJoined { get; init; } = true;
        }

        public void Write()
        {
            foreach (var group in instance.Instance.Groups) Plan(group);
            foreach (var group in instance.Instance.Groups) WriteGroup(group);
            foreach (var peer in instance.Peers)
            {
                if (peer.Peer.Endpoint is PeerEndpoint.Range range) WriteRange(peer, range);
                else WritePeer(peer);
            }
        }

        // ------------------------------------------------------------------------------------------------- groups

        private void Plan(PeerGroup group)
        {
            var members = instance.Peers.Where(p => p.Groups.Count > 0 && ReferenceEquals(p.Groups[0], group)).ToArray();
            foreach (var odd in members.Where(m => m.Session == Defaults.SessionType.Internal != (members[0].Session == Defaults.SessionType.Internal))) detached.Add(odd.Peer);
            members = [.. members.Where(m => !detached.Contains(m.Peer))];
            IReadOnlyList<PeerGroup> levels = [group, .. instance.GroupsOf(group.Settings)];
            var remote = Find(levels, PeerSettings.RemoteAs);
            var holds = remote is not null && !members.Any(m => m.Peer.Settings.TryGet(PeerSettings.RemoteAs, out var own, out _) && !Equals(own, remote.Value.Value))
                && !members.Any(m => m.Peer.Families.Values.Any(f => f.Settings.ValueOf(FamilySettings.RouteReflectorClient)) || m.Peer.Settings.ValueOf(FamilySettings.RouteReflectorClient));
            var families = levels.SelectMany(l => l.Families.Keys).Distinct().Where(f => members.Length == 0 ? IsOn(levels, f) : members.All(m => m.IsActive(f)));
            plans[group.Name] = new GroupPlan(writer.groupNames.NameFor("peer-group", group.Name), levels, holds, families.ToHashSet());
        }

        private static bool IsOn(IReadOnlyList<PeerGroup> levels, AfiSafi family) =>
            levels.Any(l => l.Families.TryGetValue(family, out var scope) && scope.Settings.ValueOf(FamilySettings.Active));

        private void WriteGroup(PeerGroup group)
        {
            var plan = plans[group.Name];
            var node = bgp.Ensure("peer-group", plan.Name);
            node.Said += group.Origin;
            var path = FactPath.Of(instance.Instance, group);
            WriteGroupLevels(node, plan, path);
        }

        private void WriteGroupLevels(ConfigNode node, GroupPlan plan, string path)
        {
            if (plan.HoldsRemoteAs && Find(plan.Levels, PeerSettings.RemoteAs) is { } remote) RemoteAsAt(node, (RemoteAs)remote.Value, remote.Origin, path);
            foreach (var term in SessionTerms.All.Where(t => t.InGroups && t.Since <= writer.release))
            {
                // VyOS refuses a local AS that is the router's own.
                if (Find(plan.Levels, term.Setting) is { } said && !(said.Value is LocalAs { Mode: LocalAsMode.Replace } local && local.As == systemAs))
                    writer.Say(node, term, said.Value, said.Origin, path, s => Find(plan.Levels, s)?.Value, null, () => null);
            }

            foreach (var family in plan.Families)
            {
                var at = node.Ensure("address-family", family.Name());
                at.Said += Origin.Of(plan.Levels.Where(l => l.Families.ContainsKey(family)).SelectMany(l => l.Families[family].Origin));
                foreach (var term in FamilyTerms.All.Where(t => t.Families?.Invoke(family) != false))
                {
                    if (term.Setting == FamilySettings.RouteReflectorClient && !plan.HoldsRemoteAs) continue;
                    if (Find(plan.Levels, term.Setting, family) is { } said && IsSayable(term, said.Value))
                        writer.Say(at, term, said.Value, said.Origin, FactPath.Below(path, family.Name()), s => Find(plan.Levels, s, family)?.Value, family, () => null);
                }
            }
        }

        private static bool IsSayable(Term term, object value) =>
            value is not (false or PolicyUse.AcceptAll) || term.Setting == FamilySettings.SendStandardCommunities || term.Setting == FamilySettings.SendExtendedCommunities
            || (term.Setting == FamilySettings.DefaultOriginate && value is PolicyUse.AcceptAll);

        /// <summary>What the group levels say, nearest first.</summary>
        private static (object Value, Origin Origin)? Find(IReadOnlyList<PeerGroup> levels, Setting setting, AfiSafi? family = null)
        {
            foreach (var level in levels)
            {
                if (family is { } f && level.Families.TryGetValue(f, out var scope) && scope.Settings.TryGet(setting, out var value, out var origin)) return (value, origin);
                if (level.Settings.TryGet(setting, out value, out origin)) return (value, origin);
            }

            return null;
        }

        // -------------------------------------------------------------------------------------------------- peers

        private void WritePeer(EffectivePeer peer)
        {
            var model = peer.Peer;
            var path = FactPath.Of(instance.Instance, model);
            var (name, isInterface) = model.Endpoint switch
            {
                PeerEndpoint.Address { Zone: null } a => (a.Ip.ToString(), false),
                PeerEndpoint.Address a => (a.Ip.ToString(), false),
                PeerEndpoint.Interface i => (i.Name, true),
                var other => (other.ToString()!, false),
            };
            if (model.Endpoint is PeerEndpoint.Unresolved && !name.Contains('$'))
            {
                writer.announcements.Add(new Announcement(Disposition.NeedsInput, $"the address of the neighbor '{name}': put it into the source", path));
                return;
            }

            if (bgp.Find("neighbor", name) is not null)
            {
                writer.announcements.Add(new Announcement(Disposition.Lost, $"VyOS has one session with a neighbor; {name} has one already", path));
                return;
            }

            if (peer.Get(PeerSettings.RemoteAs).Value is null)
            {
                writer.announcements.Add(new Announcement(Disposition.NeedsInput, "VyOS wants the AS number of the neighbor", path));
                return;
            }

            var node = bgp.Ensure("neighbor", name);
            node.Said += model.Origin;
            if (model.Endpoint is PeerEndpoint.Address { Zone: { } zone })
                Lists.Put(node, model.Origin, "interface", "source-interface", zone);
            WriteIdentity(peer, node, isInterface, path);
            var plan = PlanOf(peer);
            foreach (var term in SessionTerms.All) WriteSession(peer, node, term, plan, path, isInterface);
            WritePeerTimers(peer, node, path);
            foreach (var family in peer.Families.Where(peer.IsActive)) WriteFamily(peer, node, family, plan, path);
            foreach (var family in peer.Families.Where(f => !peer.IsActive(f) && plan?.Families.Contains(f) == true))
                writer.Announce(FactPath.Below(path, family.Name()), FamilySettings.Active, Disposition.Lost, "VyOS cannot turn off a family of the group at a member");
        }

        private GroupPlan? PlanOf(EffectivePeer peer)
        {
            if (peer.Groups.Count == 0) return null;
            var plan = plans[peer.Groups[0].Name];
            return detached.Contains(peer.Peer) ? plan with { HoldsRemoteAs = false, Families = new HashSet<AfiSafi>(), IsJoined = false } : plan;
        }

        private void WriteIdentity(EffectivePeer peer, ConfigNode node, bool isInterface, string path)
        {
            var at = node;
            if (isInterface)
            {
                at = node.Ensure("interface");
                if (peer.Get(PeerSettings.InterfaceV6Only) is { Value: true } only)
                {
                    at = at.Ensure("v6only");
                    at.Said += only.Origin;
                }
            }

            var plan = PlanOf(peer);
            if (peer.Peer.Settings.Get(PeerSettings.Group) is { } group && plan?.IsJoined != false)
                Lists.Put(at, group.Origin, "peer-group", plan?.Name ?? writer.groupNames.NameFor("peer-group", group.Value));
            if (plan?.HoldsRemoteAs == true) return;
            if (peer.Get(PeerSettings.RemoteAs) is { Value: RemoteAs remote } said) RemoteAsAt(at, remote, said.Origin, path);
        }

        private void RemoteAsAt(ConfigNode at, RemoteAs remote, Origin origin, string path)
        {
            switch (remote)
            {
                case RemoteAs.Number { As: > 0 and < uint.MaxValue and var number }:
                    Lists.Put(at, origin, "remote-as", Text(number));
                    break;
                case RemoteAs.Internal:
                    Lists.Put(at, origin, "remote-as", "internal");
                    break;
                case RemoteAs.External:
                    Lists.Put(at, origin, "remote-as", "external");
                    break;
                default:
                    Lists.Put(at, origin, "remote-as", "external");
                    writer.Announce(path, PeerSettings.RemoteAs, Disposition.Approximated, $"VyOS takes one AS number, internal or external, not '{remote}'");
                    break;
            }
        }

        private void WriteSession(EffectivePeer peer, ConfigNode node, Term term, GroupPlan? plan, string path, bool isInterface)
        {
            if (term.Setting == PeerSettings.LocalAs)
            {
                WriteLocalAs(peer, node, term, plan, path);
                return;
            }

            var family = term.Setting.Scope == SettingScope.Family;
            if (!SaidFor(peer, term, plan, family, out var value, out var origin)) return;
            if (term.Since > writer.release)
            {
                if (value is not false) writer.Announce(path, term.Setting, Disposition.Lost, $"VyOS {writer.release} has no '{term.Path}'");
                return;
            }

            var reason = term.Setting == PeerSettings.MultihopTtl && peer.Get(PeerSettings.TtlSecurityHops).Value is not null ? "VyOS takes ttl-security or ebgp-multihop, not both"
                : term.Setting == PeerSettings.BindInterface && peer.Session != Defaults.SessionType.Internal && peer.Get(PeerSettings.MultihopTtl).Value is > 1u ? "VyOS takes no interface together with ebgp-multihop"
                : term.Setting == PeerSettings.MultihopTtl && (isInterface || peer.Peer.Endpoint is PeerEndpoint.Address { Ip.IsLinkLocal: true }) ? "VyOS takes no ebgp-multihop for a neighbor on an interface"
                : term.Setting == PeerSettings.StrictCapabilityMatch && value is true && peer.Get(PeerSettings.OverrideCapability).Value is true
                    ? "VyOS takes override-capability or strict-capability-match, not both"
                : null;
            if (reason is not null)
            {
                writer.Announce(path, term.Setting, Disposition.Lost, reason);
                return;
            }

            writer.Say(node, term, value, origin, path, s => peer.Get(s).Value, null, () => Without(peer, term.Setting, family));
        }

        /// <summary>What has to be said at the peer: its own words, and what it inherits from places that cannot say it in VyOS.</summary>
        private bool SaidFor(EffectivePeer peer, Term term, GroupPlan? plan, bool inFamilies, out object value, out Origin origin)
        {
            if (peer.Peer.Settings.TryGet(term.Setting, out var own, out origin))
            {
                value = own;
                return true;
            }

            if (inFamilies)
            {
                foreach (var family in peer.Families.Where(peer.IsActive))
                {
                    if (!peer.Peer.Families.TryGetValue(family, out var scope) || !scope.Settings.TryGet(term.Setting, out own, out origin)) continue;
                    value = own;
                    return true;
                }
            }

            value = null!;
            if (plan is not null && Find(plan.Levels, term.Setting) is { } inherited)
            {
                (value, origin) = inherited;
                return !(plan.IsJoined && term.InGroups && term.Since <= writer.release);
            }

            if (inFamilies && plan is not null && peer.Families.Where(peer.IsActive).Select(f => Find(plan.Levels, term.Setting, f)).FirstOrDefault(s => s is not null) is { } ofFamily)
            {
                (value, origin) = ofFamily;
                return true;
            }

            return SaidForAll(term.Setting, out value, out origin);
        }

        /// <summary>What is said for all peers of the instance and VyOS cannot say there: of graceful restart, it can say "restarts" alone.</summary>
        private bool SaidForAll(Setting setting, out object value, out Origin origin)
        {
            (value, origin) = (null!, Origin.None);
            if (InstanceSettingsSayable.Contains(setting) && !(setting == PeerSettings.GracefulRestart && instance.Get(setting).Value is not GracefulRestartMode.Restarter)) return false;
            return writer.SaidOf(instance, setting, out value, out origin);
        }

        private object? Without(EffectivePeer peer, Setting setting, bool inFamilies)
        {
            var bare = new EffectivePeer(instance, peer.Peer with { Settings = peer.Peer.Settings.Without(setting) });
            return inFamilies ? bare.Get(setting, AfiSafi.Ipv4Unicast).Value : bare.Get(setting).Value;
        }

        private void WriteLocalAs(EffectivePeer peer, ConfigNode node, Term term, GroupPlan? plan, string path)
        {
            if (!peer.Peer.Settings.TryGet(PeerSettings.LocalAs, out var own, out var origin)) return;
            var local = (LocalAs)own;
            if (local.As == systemAs && local.Mode == LocalAsMode.Replace && plan?.Levels.Any(l => l.Settings.Has(PeerSettings.LocalAs)) != true) return;
            if (local.As == systemAs || peer.Session == Defaults.SessionType.Internal || (peer.Get(PeerSettings.RemoteAs).Value as RemoteAs.Number)?.As == local.As)
            {
                writer.Announce(path, PeerSettings.LocalAs, Disposition.Lost, "VyOS takes a local AS for external peers alone, and none that is the router's or the peer's");
                if (peer.Session == Defaults.SessionType.Internal)
                {
                    foreach (var follows in new Setting[] { PeerSettings.RemoteAs, PeerSettings.MultihopTtl })
                        writer.Announce(path, follows, Disposition.Lost, "without its local AS the session is another");
                }

                return;
            }

            writer.Say(node, term, local, origin, path, s => peer.Get(s).Value, null, () => null);
        }

        private void WritePeerTimers(EffectivePeer peer, ConfigNode node, string path)
        {
            var isSaid = new Setting[] { PeerSettings.Keepalive, PeerSettings.HoldTime }.Any(s => peer.Peer.Settings.Has(s) || peer.Groups.Any(g => g.Settings.Has(s)));
            writer.WriteTimers(node, peer.Get, path, isSaid);
        }

        // ----------------------------------------------------------------------------------------------- families

        private void WriteFamily(EffectivePeer peer, ConfigNode node, AfiSafi family, GroupPlan? plan, string path)
        {
            var inGroup = plan?.Families.Contains(family) == true;
            var own = peer.Peer.Families.GetValueOrDefault(family);
            var familyPath = FactPath.Below(path, family.Name());
            if (!IsKnown(family))
            {
                writer.announcements.Add(new Announcement(Disposition.Lost, $"VyOS has no {family.Name()}", familyPath));
                return;
            }

            var at = new Lazy<ConfigNode>(() => node.Ensure("address-family", family.Name()));
            if (!inGroup || own?.Settings.Has(FamilySettings.Active) == true)
            {
                at.Value.Said += (own?.Origin ?? Origin.None) + peer.Get(FamilySettings.Active, family).Origin;
            }

            foreach (var term in FamilyTerms.All)
            {
                if (term.Families?.Invoke(family) == false)
                {
                    if (peer.Get(term.Setting, family) is { IsSaid: true, Value: not (null or false) }) writer.Announce(familyPath, term.Setting, Disposition.Lost, $"VyOS has no '{term.Path}' for {family.Name()}");
                    continue;
                }

                if (!SaidInFamily(peer, term, family, plan, inGroup, out var value, out var origin)) continue;
                if (value is PolicyUse.AcceptAll && term.Setting != FamilySettings.DefaultOriginate)
                {
                    var otherwise = term.Setting == FamilySettings.ImportPolicy ? FamilySettings.DefaultImport : FamilySettings.DefaultExport;
                    var inherits = plan is not null && Find(plan.Levels, term.Setting, family) is { Value: PolicyUse and not PolicyUse.AcceptAll };
                    if (!inherits && peer.Get(otherwise, family).Value is Verdict.Accept) continue;
                }

                if (term.Setting == FamilySettings.RouteReflectorClient && value is true && !MayBeClient(peer))
                {
                    writer.Announce(familyPath, term.Setting, Disposition.Lost, "VyOS takes route reflector clients with the router's own AS alone");
                    continue;
                }

                if (term.Setting == FamilySettings.AddPathSend && value is AddPathSend { Selection: AddPathSelection.BestPerAs } && instance.Get(PeerSettings.DeterministicMed).Value is not true)
                {
                    writer.Announce(familyPath, term.Setting, Disposition.Lost, "VyOS takes addpath-tx-per-as with deterministic-med alone");
                    continue;
                }

                if (value is SetReference<PrefixSet> set && (term.Setting == FamilySettings.ImportAccessList || term.Setting == FamilySettings.ExportAccessList)
                    && writer.lists.AccessListNumber(set, family.Afi() ?? Afi.Ipv4) is null)
                {
                    WriteAsPrefixList(peer, at.Value, term, set, origin, family, familyPath);
                    continue;
                }

                if (value is SetReference<AsPathSet> paths && writer.lists.AsPathList(paths) is null)
                {
                    writer.Announce(familyPath, term.Setting, Disposition.Lost, "VyOS has no expression for it");
                    continue;
                }

                var bare = new Lazy<EffectivePeer>(() => new EffectivePeer(instance, peer.Peer with
                {
                    Settings = peer.Peer.Settings.Without(term.Setting),
                    Families = own is null ? peer.Peer.Families : peer.Peer.Families.SetItem(family, own with { Settings = own.Settings.Without(term.Setting) }),
                }));
                var target = Lines(term, value, peer, family) ? at.Value : node;
                writer.Say(target, term, value, origin, familyPath, s => peer.Get(s, family).Value, family, () => bare.Value.Get(term.Setting, family).Value);
            }
        }

        private bool Lines(Term term, object value, EffectivePeer peer, AfiSafi family) =>
            term.Write(value, new TermContext(s => peer.Get(s, family).Value, writer.routeMaps, writer.lists, family)).Any();

        private static bool IsKnown(AfiSafi family) => family is not (AfiSafi.Ipv4MulticastVpn or AfiSafi.Ipv6MulticastVpn or AfiSafi.L2VpnVpls);

        /// <summary>VyOS takes the flag where the remote AS stands, and asks for the router's own.</summary>
        private bool MayBeClient(EffectivePeer peer) =>
            peer.Get(PeerSettings.RemoteAs).Value switch { RemoteAs.Internal => true, RemoteAs.Number n => n.As == systemAs, _ => false };

        /// <summary>What VyOS's access lists cannot hold filters as a prefix list, unless there is one.</summary>
        private void WriteAsPrefixList(EffectivePeer peer, ConfigNode at, Term term, SetReference<PrefixSet> set, Origin origin, AfiSafi family, string path)
        {
            var isImport = term.Setting == FamilySettings.ImportAccessList;
            if (peer.Get(isImport ? FamilySettings.ImportPrefixSet : FamilySettings.ExportPrefixSet, family).Value is not null)
                writer.Announce(path, term.Setting, Disposition.Lost, "VyOS has no access list like it, and the place of the prefix list is taken");
            else
                Lists.Put(at, origin, "prefix-list", isImport ? "import" : "export", writer.lists.PrefixList(set, family.Afi() ?? Afi.Ipv4));
        }

        private bool SaidInFamily(EffectivePeer peer, Term term, AfiSafi family, GroupPlan? plan, bool inGroup, out object value, out Origin origin)
        {
            if ((peer.Peer.Families.TryGetValue(family, out var scope) && scope.Settings.TryGet(term.Setting, out var own, out origin))
                || peer.Peer.Settings.TryGet(term.Setting, out own, out origin))
            {
                value = own;
                return true;
            }

            value = null!;
            if (plan is not null && Find(plan.Levels, term.Setting, family) is { } inherited)
            {
                (value, origin) = inherited;
                // A group does not say that everything passes: each member does where nothing would.
                return !inGroup || (term.Setting == FamilySettings.RouteReflectorClient && !plan.HoldsRemoteAs) || (value is PolicyUse.AcceptAll && term.Setting != FamilySettings.DefaultOriginate);
            }

            if (instance.Instance.Families.TryGetValue(family, out scope) && scope.Settings.TryGet(term.Setting, out own, out origin))
            {
                value = own;
                return true;
            }

            var said = instance.Instance.Settings.TryGet(term.Setting, out own, out origin);
            value = own!;
            return said;
        }

        // ------------------------------------------------------------------------------------------------- ranges

        /// <summary>Dynamic neighbors get everything from a group.</summary>
        private void WriteRange(EffectivePeer peer, PeerEndpoint.Range range)
        {
            var path = FactPath.Of(instance.Instance, peer.Peer);
            var node = bgp.Ensure("listen", "range", range.Prefix.ToString());
            node.Said += peer.Peer.Origin;
            if (peer.Get(PeerSettings.Passive) is { IsSaid: true, Value: false }) writer.Announce(path, PeerSettings.Passive, Disposition.Lost, "VyOS waits for dynamic neighbors to connect");
            var group = peer.Peer.Settings.Get(PeerSettings.Group);
            var own = peer.Peer.Settings.Without(PeerSettings.Group);
            foreach (var setting in SessionTerms.All.Where(t => t.InGroups && t.Since <= writer.release).Select(t => t.Setting).Where(s => s.Scope == SettingScope.Session && !own.Has(s) && !peer.Groups.Any(g => g.Settings.Has(s))))
            {
                if (SaidForAll(setting, out var value, out var origin)) own = own.WithValue(setting, value, origin);
            }

            var ownWords = peer.Peer.Families.Count > 0 || own.Entries.Any(e => e.Setting.Kind != SettingKind.Structure);
            foreach (var setting in SessionTerms.All.Where(t => !t.InGroups).Select(t => t.Setting).Append(PeerSettings.Keepalive).Append(PeerSettings.HoldTime).Where(s => !writer.IsSaidAtInstance(instance, s)))
            {
                if (peer.Get(setting) is { IsSaid: true, Value: not (null or false) })
                    writer.Announce(path, setting, Disposition.Lost, "VyOS's peer groups, from which dynamic neighbors get everything, cannot say it");
            }

            if (!ownWords && group is { } only)
            {
                Lists.Put(node, only.Origin, "peer-group", PlanOf(peer)?.Name ?? writer.groupNames.NameFor("peer-group", only.Value));
                return;
            }

            // A group for this range alone, with what the range says and inherits.
            var name = writer.groupNames.Fresh($"{group?.Value ?? "dynamic"}-{range.Prefix}");
            var self = new PeerGroup { Name = name, Settings = own, Families = peer.Peer.Families };
            var plan = new GroupPlan(name, [self, .. peer.Groups], true, peer.Families.Where(peer.IsActive).ToHashSet());
            var there = bgp.Ensure("peer-group", name);
            WriteGroupLevels(there, plan, path);
            if (peer.Session == SessionType.External) WriteAcceptAll(there, plan, path);
            if (Find(plan.Levels, PeerSettings.RemoteAs) is null) Lists.Put(bgp, Origin.None, "peer-group", name, "remote-as", "external");
            Lists.Put(node, group?.Origin ?? peer.Peer.Origin, "peer-group", name);
            writer.announcements.Add(new Announcement(Disposition.Inherent, "the range has a group of its own", FactPath.Below(instance.Instance.Key, $"peer-group {name}")));
            if (group is not null)
                writer.announcements.Add(new Announcement(Disposition.Inherent, "the range has a group of its own", FactPath.Below(instance.Instance.Key, $"peer-group {group.Value.Value}")));
        }

        /// <summary>External neighbors that nobody names one by one exchange routes when their group says so (RFC 8212).</summary>
        private void WriteAcceptAll(ConfigNode node, GroupPlan plan, string path)
        {
            foreach (var family in plan.Families)
            {
                foreach (var term in FamilyTerms.All.Where(t => t.Setting == FamilySettings.ImportPolicy || t.Setting == FamilySettings.ExportPolicy))
                {
                    if (Find(plan.Levels, term.Setting, family) is { Value: PolicyUse.AcceptAll } all)
                        writer.Say(node.Ensure("address-family", family.Name()), term, all.Value, all.Origin, path, s => Find(plan.Levels, s, family)?.Value, family, () => null);
                }
            }
        }
    }
}
