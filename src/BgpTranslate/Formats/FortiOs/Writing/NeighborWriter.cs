using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Formats.FortiOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Writing;

internal sealed partial class FortiOsWriter
{
    /// <summary>Neighbors, groups and ranges. Groups of FortiOS serve ranges alone: other peers say everything themselves.</summary>
    private sealed partial class InstanceWriter
    {
        private readonly Naming groupNames = Lists.NewNaming(45);

        private void WriteNeighbors()
        {
            var used = instance.Peers.Where(p => p.Peer.Endpoint is PeerEndpoint.Range).Select(p => p.Groups.FirstOrDefault()).OfType<PeerGroup>().ToHashSet(ReferenceEqualityComparer.Instance);
            var members = instance.Peers.SelectMany(p => p.Groups).ToHashSet(ReferenceEqualityComparer.Instance);
            foreach (var group in instance.Instance.Groups.Where(g => !members.Contains(g) && (g.Settings.Has(PeerSettings.RemoteAs) || HasFilter(g)) && !used.Contains(g)))
            {
                // Nobody is in it; it is kept for whoever will be.
                var lonely = new Peer { Endpoint = new PeerEndpoint.Range(IpPrefix.DefaultIpv4), Settings = Settings.Empty.With(PeerSettings.Group, group.Name) };
                var view = new EffectiveConfiguration(writer.request.Configuration with { Instances = [instance.Instance with { Peers = [lonely] }] }, writer.request.Target).Instances[0].Peers[0];
                if (NumberOf(view, FactPath.Of(instance.Instance, group)) is not { } remote) continue;
                var entry = bgp.EnsureTable("neighbor-group").EnsureEntry(groupNames.NameFor("peer-group", group.Name));
                WriteSession(view, entry, FactPath.Of(instance.Instance, group), group.Origin);
                if (remote.Value > 0) entry.Set("remote-as", [Text(remote.Value)], remote.Origin);
            }

            foreach (var peer in instance.Peers)
            {
                if (peer.Peer.Endpoint is PeerEndpoint.Range range) WriteRange(peer, range);
                else WritePeer(peer);
            }

            if (instance.Peers.FirstOrDefault(p => p.Get(PeerSettings.Bfd).Value is true) is { } watched)
                vdom.Root.EnsureTable("system settings").Set("bfd", ["enable"], watched.Get(PeerSettings.Bfd).Origin);
            WriteBfdTimers();
        }

        private void WriteBfdTimers()
        {
            var said = instance.Peers.Select(p => (p.Peer, Value: p.Get(PeerSettings.BfdTimers))).Where(p => p.Value.Value is BfdTimers).ToArray();
            if (said.Length == 0 && instance.Get(PeerSettings.BfdTimers) is { Value: BfdTimers } own) said = [(null!, own)];
            if (said.Length == 0) return;
            if (said.Length < instance.Peers.Length || said.Any(s => !Equals(s.Value.Value, said[0].Value.Value)))
            {
                foreach (var (peer, _) in said) writer.Announce(FactPath.Of(instance.Instance, peer), PeerSettings.BfdTimers, Disposition.Lost, "FortiOS has BFD timers per VDOM and interface, and the peers differ");
                return;
            }

            var timers = (BfdTimers)said[0].Value.Value!;
            var settings = vdom.Root.EnsureTable("system settings");
            foreach (var (attribute, number) in new[] { ("bfd-desired-min-tx", timers.TransmitMs), ("bfd-required-min-rx", timers.ReceiveMs), ("bfd-detect-mult", timers.Multiplier) })
            {
                if (number is { } value) settings.Set(attribute, [Text(value)], said[0].Value.Origin);
            }
        }

        private void WritePeer(EffectivePeer peer)
        {
            var path = FactPath.Of(instance.Instance, peer.Peer);
            if (peer.Peer.Endpoint is not PeerEndpoint.Address address)
            {
                writer.announcements.Add(peer.Peer.Endpoint is PeerEndpoint.Interface
                    ? new Announcement(Disposition.Lost, "FortiOS knows neighbors by their address, not by an interface", path)
                    : new Announcement(Disposition.NeedsInput, $"the address of the neighbor '{peer.Peer.Endpoint}': put it into the source", path));
                return;
            }

            if (bgp.Table("neighbor")?.Entry(address.Ip.ToString()) is not null)
            {
                writer.announcements.Add(new Announcement(Disposition.Lost, $"FortiOS has one session with a neighbor; {address.Ip} has one already", path));
                return;
            }

            if (NumberOf(peer, path) is not { } remote) return;
            var entry = bgp.EnsureTable("neighbor").EnsureEntry(address.Ip.ToString());
            WriteSession(peer, entry, path, peer.Peer.Origin);
            if (remote.Value > 0) entry.Set("remote-as", [Text(remote.Value)], remote.Origin);
            if (address.Zone is not { } zone) return;
            if (zone.Length <= SessionTerms.InterfaceLength) entry.Set("interface", [zone], peer.Peer.Origin);
            else writer.announcements.Add(new Announcement(Disposition.Lost, "FortiOS takes names of interfaces of up to 15 characters", path));
        }

        private void WriteRange(EffectivePeer peer, PeerEndpoint.Range range)
        {
            var path = FactPath.Of(instance.Instance, peer.Peer);
            var hasOwnWords = peer.Peer.Families.Count > 0 || peer.Peer.Settings.Entries.Any(e => e.Setting.Kind != SettingKind.Structure);
            var group = peer.Groups.FirstOrDefault();
            var isShared = group is not null && !hasOwnWords;
            var name = isShared ? groupNames.NameFor("peer-group", group!.Name) : groupNames.NameFor("range", $"{group?.Name ?? "dynamic"}-{range.Prefix}");
            var groups = bgp.EnsureTable("neighbor-group");
            if (groups.Entry(name) is null)
            {
                if (NumberOf(peer, path) is not { } remote)
                {
                    if (groups.IsEmpty) bgp.RemoveTable("neighbor-group");
                    return;
                }

                var entry = groups.EnsureEntry(name);
                WriteSession(peer, entry, path, group?.Origin ?? peer.Peer.Origin);
                if (remote.Value > 0) entry.Set("remote-as", [Text(remote.Value)], remote.Origin);
                if (!isShared) writer.announcements.Add(new Announcement(Disposition.Inherent, "the range has a group of its own", FactPath.Below(Key, $"peer-group {name}")));
            }

            var isSix = range.Prefix.Afi == Afi.Ipv6;
            var ranges = bgp.EnsureTable(isSix ? "neighbor-range6" : "neighbor-range");
            var at = ranges.EnsureEntry(ranges.NextNumber());
            at.Said = peer.Peer.Origin;
            at.Set(isSix ? "prefix6" : "prefix", Lists.Words(range.Prefix), peer.Peer.Origin);
            at.Set("neighbor-group", [name], peer.Peer.Settings.Get(PeerSettings.Group)?.Origin ?? peer.Peer.Origin);
        }

        /// <summary>The AS number that FortiOS wants; 0 where a list of them takes its place; null where there is none.</summary>
        private Stated<uint>? NumberOf(EffectivePeer peer, string path)
        {
            var remote = peer.Get(PeerSettings.RemoteAs);
            switch (remote.Value)
            {
                case RemoteAs.Number { As: var number }:
                    return new Stated<uint>(number, remote.Origin);
                case RemoteAs.Internal when peer.Get(PeerSettings.LocalAs).Value is LocalAs own:
                    return new Stated<uint>(own.As, remote.Origin);
                case null when peer.Groups.Any(HasFilter):
                    return new Stated<uint>(0, Origin.None);
                default:
                    writer.announcements.Add(new Announcement(Disposition.NeedsInput, $"the AS number of the peer{(remote.Value is null ? "" : $", not '{remote.Value}'")}: put it into the source", path));
                    return null;
            }
        }

        /// <summary>A list of AS numbers was kept in FortiOS's own words.</summary>
        private bool HasFilter(PeerGroup group) => AttributeNames.IsKnown("remote-as-filter", writer.release)
            && writer.request.Configuration.Carried.Any(c => c.Format == "fortios" && c.Text.StartsWith("set remote-as-filter ", StringComparison.Ordinal) && c.Context[^1] == CommandText.Edit("neighbor-group", group.Name));

        // ------------------------------------------------------------------------------------------------- sessions

        private void WriteSession(EffectivePeer peer, ConfigBlock entry, string path, Origin origin)
        {
            entry.Said += origin;
            foreach (var term in SessionTerms.All) WriteTerm(peer, entry, term, path);
            WritePassword(peer, entry, path);
            WriteGracefulRestart(peer, entry, path);
            if (peer.Get(PeerSettings.LocalAddress) is { IsSaid: true, Value: not null } source && entry.Attribute("update-source") is null)
                WriteSource(entry, source, path);
            foreach (var family in AttributeNames.All.Union(peer.Families)) WriteFamily(peer, entry, family, path);
        }

        private void WriteTerm(EffectivePeer peer, ConfigBlock entry, Term term, string path)
        {
            if (term.Setting == PeerSettings.RemoteAs || (term.Setting == PeerSettings.LocalAs && IsLocalAsIdle(peer, path))) return;
            if (!SaidFor(peer, term.Setting, out var value, out var origin)) return;
            var otherwise = Sayable.Contains(term.Setting) ? instance.Get(term.Setting).Value : Without(peer, term.Setting);
            if (!Equals(value, otherwise)) Say(entry, term, value, origin, path, s => peer.Get(s).Value, null, () => otherwise);
        }

        /// <summary>The instance's own AS number, or one that FortiOS does not take for the session.</summary>
        private bool IsLocalAsIdle(EffectivePeer peer, string path)
        {
            if (peer.Levels.Take(1 + peer.Groups.Count).Select(l => l.Settings.Get(PeerSettings.LocalAs)).FirstOrDefault(l => l is not null) is not { Value: var local }) return true;
            if (local.As == systemAs?.Value && local.Mode == LocalAsMode.Replace) return true;
            if (local.As != systemAs?.Value && (peer.Get(PeerSettings.RemoteAs).Value as RemoteAs.Number)?.As != local.As) return false;
            foreach (var setting in new Setting[] { PeerSettings.LocalAs, PeerSettings.MultihopTtl })
                writer.Announce(path, setting, Disposition.Lost, "FortiOS takes a local AS for external peers alone, and none that is the router's or the peer's");
            return true;
        }

        /// <summary>What has to be said at the neighbor: its own words, and what it inherits from places that cannot say it.</summary>
        private bool SaidFor(EffectivePeer peer, Setting setting, out object value, out Origin origin)
        {
            foreach (var (_, settings) in peer.Levels.Take(1 + peer.Groups.Count))
            {
                if (!settings.TryGet(setting, out var own, out origin)) continue;
                value = own;
                return true;
            }

            // A weight may be said for families alone.
            if (setting.Scope == SettingScope.Family)
            {
                var families = peer.Families.Where(peer.IsActive).Select(f => peer.Get(setting, f)).Where(v => v.IsSaid && v.Value is not null).ToArray();
                value = families.Length > 0 ? families[0].Value! : null!;
                origin = families.Length > 0 ? families[0].Origin : Origin.None;
                return families.Length > 0;
            }

            (value, origin) = (null!, Origin.None);
            return !Sayable.Contains(setting) && SaidOf(setting, out value, out origin);
        }

        private object? Without(EffectivePeer peer, Setting setting)
        {
            var context = new DefaultContext(peer.Session, null, peer.Peer.Endpoint, s => peer.Get(s).Value);
            return writer.request.Target.Defaults.Find(setting, context)?.Value(context);
        }

        private void WritePassword(EffectivePeer peer, ConfigBlock entry, string path)
        {
            if (peer.Get(PeerSettings.Password) is not { Value: Secret secret } said) return;
            var text = secret.Reveal();
            if (text.Length > 128 || text.AsSpan().ContainsAny('\r', '\n')) writer.Announce(path, PeerSettings.Password, Disposition.Lost, "FortiOS takes passwords of up to 128 characters");
            else entry.Set("password", secret.SealedBy is null ? [text] : ["ENC", text], said.Origin);
        }

        private void WriteGracefulRestart(EffectivePeer peer, ConfigBlock entry, string path)
        {
            if (peer.Get(PeerSettings.GracefulRestart) is not { IsSaid: true } mode) return;
            if (mode.Value is GracefulRestartMode.Restarter)
            {
                bgp.Set("graceful-restart", ["enable"], mode.Origin);
                entry.Set("capability-graceful-restart", ["enable"], mode.Origin);
            }
            else if (mode.Value is GracefulRestartMode.Helper)
            {
                writer.Announce(path, PeerSettings.GracefulRestart, Disposition.Lost, "FortiOS helps peers that restart only where it can restart itself");
            }
        }

        private void WriteSource(ConfigBlock entry, EffectiveValue source, string path)
        {
            var address = source.Value!.ToString()!;
            var known = writer.request.Options.GetValueOrDefault("interface." + address) ?? writer.request.Configuration.Addresses.FirstOrDefault(a => a.Ip.Equals(source.Value))?.Interface;
            if (known is { Length: <= SessionTerms.InterfaceLength } name)
            {
                entry.Set("update-source", [name], source.Origin);
                writer.Announce(path, PeerSettings.LocalAddress, Disposition.Inherent, "the interface has the address");
                writer.Announce(path, PeerSettings.LocalInterface, Disposition.Inherent, "the interface has the address");
            }
            else
            {
                writer.Announce(path, PeerSettings.LocalAddress, Disposition.NeedsInput, $"the interface that has the address {address}: name it with --set interface.{address}=NAME");
            }
        }

        // ------------------------------------------------------------------------------------------------- families

        private void WriteFamily(EffectivePeer peer, ConfigBlock entry, AfiSafi family, string path)
        {
            var familyPath = FactPath.Below(path, family.Name());
            var isActive = peer.IsActive(family) && (family.IsUnicast() || peer.Families.Contains(family));
            if (!AttributeNames.Knows(family) || !AttributeNames.IsKnown("activate", family, writer.release))
            {
                if (isActive && peer.Families.Contains(family)) writer.announcements.Add(new Announcement(Disposition.Lost, $"FortiOS {writer.release} has no {family.Name()}", familyPath));
                return;
            }

            var active = peer.Get(FamilySettings.Active, family);
            if (family.IsUnicast() ? !isActive : peer.Families.Contains(family) && !isActive) entry.Set(AttributeNames.For("activate", family), ["disable"], active.Origin);
            else if (active.IsSaid && !family.IsUnicast()) entry.Set(AttributeNames.For("activate", family), ["enable"], active.Origin);
            if (!isActive) return;
            foreach (var term in FamilyTerms.All.Where(t => t.Setting != FamilySettings.Active)) WriteFamilyTerm(peer, entry, family, term, familyPath);
            WriteAddPath(peer, entry, family, familyPath);
            WriteConditional(peer, entry, family, familyPath);
            if (family != AfiSafi.Ipv4Unicast && peer.Get(FamilySettings.FamilyGracefulRestart, family) is { IsSaid: true, Value: true } restart)
            {
                bgp.Set("graceful-restart", ["enable"], restart.Origin);
                entry.Set(AttributeNames.For("capability-graceful-restart", family), ["enable"], restart.Origin);
            }
        }

        private void WriteFamilyTerm(EffectivePeer peer, ConfigBlock entry, AfiSafi family, Term term, string path)
        {
            var said = peer.Get(term.Setting, family);
            if (!said.IsSaid || said.Value is null) return;
            if (said.Value is PolicyUse.AcceptAll && term.Setting != FamilySettings.DefaultOriginate) return;
            var otherwise = Otherwise(peer, term.Setting, family);
            if (Equals(said.Value, otherwise) && term.Attribute is not ("send-community" or "attribute-unchanged")) return;
            if (said.Value is false && otherwise is null) return;
            if (said.Value is SetReference<PrefixSet> list && term.Attribute.StartsWith("distribute-list", StringComparison.Ordinal) && vdom.Lists.AccessList(list, family.Afi() ?? Afi.Ipv4) is null)
            {
                WriteAsPrefixList(peer, entry, family, term, list, said.Origin, path);
                return;
            }

            if (term.Setting == FamilySettings.RemovePrivateAs && said.Value is RemovePrivateAs and not RemovePrivateAs.WhenOnlyPrivate)
            {
                entry.Set(AttributeNames.For("remove-private-as", family), ["enable"], said.Origin);
                writer.Announce(path, term.Setting, Disposition.Approximated, "FortiOS removes private AS numbers from paths that hold no others");
                return;
            }

            if (said.Value is PrefixLimit { Action: not (PrefixLimitAction.TearDown or PrefixLimitAction.Warn) })
                writer.Announce(path, term.Setting, Disposition.Approximated, "FortiOS tears the session down and leaves it down");
            Say(entry, term, said.Value, said.Origin, path, s => peer.Get(s, family).Value, family, () => otherwise);
        }

        private object? Otherwise(EffectivePeer peer, Setting setting, AfiSafi family)
        {
            var context = new DefaultContext(peer.Session, family, peer.Peer.Endpoint, s => s.Scope == SettingScope.Family ? peer.Get(s, family).Value : peer.Get(s).Value);
            return writer.request.Target.Defaults.Find(setting, context)?.Value(context);
        }

        /// <summary>FortiOS's access lists have no ranges of lengths: the prefix list stands in, where its place is free.</summary>
        private void WriteAsPrefixList(EffectivePeer peer, ConfigBlock entry, AfiSafi family, Term term, SetReference<PrefixSet> list, Origin origin, string path)
        {
            var isImport = term.Setting == FamilySettings.ImportAccessList;
            if (peer.Get(isImport ? FamilySettings.ImportPrefixSet : FamilySettings.ExportPrefixSet, family).Value is not null)
                writer.Announce(path, isImport ? FamilySettings.ImportPolicy : FamilySettings.ExportPolicy, Disposition.Lost, "FortiOS has no access list like it, and the place of the prefix list is taken");
            else
                entry.Set(AttributeNames.For(isImport ? "prefix-list-in" : "prefix-list-out", family), [vdom.Lists.PrefixList(list, family.Afi() ?? Afi.Ipv4)], origin);
        }

        private void WriteAddPath(EffectivePeer peer, ConfigBlock entry, AfiSafi family, string path)
        {
            var (receive, send) = (peer.Get(FamilySettings.AddPathReceive, family), peer.Get(FamilySettings.AddPathSend, family));
            var receives = receive is { IsSaid: true, Value: true };
            var count = send is { IsSaid: true, Value: AddPathSend said } ? CountOf(said, path) : 0;
            if (!receives && count == 0) return;
            if (!AttributeNames.IsKnown("additional-path", family, writer.release))
            {
                if (receives) writer.Announce(path, FamilySettings.AddPathReceive, Disposition.Lost, $"FortiOS {writer.release} has no additional paths for {family.Name()}");
                if (count > 0) writer.Announce(path, FamilySettings.AddPathSend, Disposition.Lost, $"FortiOS {writer.release} has no additional paths for {family.Name()}");
                return;
            }

            var origin = receives && count > 0 ? receive.Origin + send.Origin : receives ? receive.Origin : send.Origin;
            entry.Set(AttributeNames.For("additional-path", family), [receives && count > 0 ? "both" : receives ? "receive" : "send"], origin);
            if (count == 0) return;
            if (count != 2) entry.Set(AttributeNames.For("adv-additional-path", family), [Text(count)], send.Origin);
            bgp.Set(AttributeNames.For("additional-path", family), ["enable"], send.Origin);
            var select = AttributeNames.For("additional-path-select", family);
            var most = bgp.Attribute(select) is { Values: [var before] } ? uint.Parse(before, CultureInfo.InvariantCulture) : 2;
            if (count > most) bgp.Set(select, [Text(count)], send.Origin);
        }

        private uint CountOf(AddPathSend send, string path)
        {
            switch (send.Selection)
            {
                case AddPathSelection.Best when send.Count is >= 2 and <= 255:
                    return send.Count;
                case AddPathSelection.All:
                    writer.Announce(path, FamilySettings.AddPathSend, Disposition.Approximated, "FortiOS sends the best 255 paths at most");
                    return 255;
                case AddPathSelection.None:
                    return 0;
                default:
                    writer.Announce(path, FamilySettings.AddPathSend, Disposition.Lost, "FortiOS sends the best 2 to 255 paths, or one");
                    return 0;
            }
        }

        private void WriteConditional(EffectivePeer peer, ConfigBlock entry, AfiSafi family, string path)
        {
            if (peer.Get(FamilySettings.ConditionalAdvertisement, family) is not { IsSaid: true, Value: string text } said) return;
            var table = AttributeNames.For("conditional-advertise", family);
            if (text.Split(' ') is not [var advertised, ("exist-map" or "non-exist-map") and var kind, var condition] || !family.IsUnicast() || !AttributeNames.IsKnown(table, writer.release)
                || entry.Parent?.Name != "neighbor")
            {
                writer.Announce(path, FamilySettings.ConditionalAdvertisement, Disposition.Lost, "FortiOS has no such condition here");
                return;
            }

            var conditional = entry.EnsureTable(table).EnsureEntry(vdom.RouteMaps.NameOf(advertised));
            conditional.Said += said.Origin;
            conditional.Set("condition-routemap", [vdom.RouteMaps.NameOf(condition)], said.Origin);
            if (kind == "non-exist-map") conditional.Set("condition-type", ["non-exist"], said.Origin);
        }
    }
}
