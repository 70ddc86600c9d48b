using System.Globalization;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>A configuration on half a page: what was read, who talks to whom, through which policies.</summary>
public static class SummaryText
{
    /// <summary>Writes the summary.</summary>
    public static void Write(TextWriter output, ReadResult read)
    {
        var effective = new EffectiveConfiguration(read.Configuration, read.Platform);
        var outcomes = read.Statements.Entries.Select(e => e.Outcome).ToList();
        int Count<T>() => outcomes.OfType<T>().Count();
        Line($"{read.Files[0].Path}: {read.Platform}");
        foreach (var file in read.Files.Skip(1)) Line($"  includes {file.Path}");
        Line($"{outcomes.Count} statements: {Count<Outcome.Stated>()} say something about BGP, {Count<Outcome.Inherent>()} without effect of their own, {Count<Outcome.OutOfScope>()} out of scope, {Count<Outcome.Unrecognized>()} unrecognized");
        foreach (var instance in effective.Instances)
        {
            Line($"{instance.Instance.Key}: AS {Text(instance.Get(PeerSettings.LocalAs))}, router id {Text(instance.Get(PeerSettings.RouterId))}");
            foreach (var peer in instance.Peers) WritePeer(peer);
            Named("  networks", instance.Instance.Networks.Select(n => n.Prefix.ToString()));
            Named("  aggregates", instance.Instance.Aggregates.Select(a => a.Prefix.ToString()));
            Named("  redistributes", instance.Instance.Redistributions.Select(r => r.Source.ToString()));
        }

        var configuration = read.Configuration;
        Named("policies", configuration.Policies.Keys.Order(StringComparer.Ordinal));
        Named("sets", configuration.Sets.Where(s => s.Name.Length > 0).Select(s => s.Name));
        Named("static routes", configuration.Statics.Select(s => s.Prefix.ToString()));
        Named("others", configuration.Others.Select(o => o.Key).Concat(configuration.Advertisements.Select(a => a.Key)).Concat(configuration.Pools.Select(p => p.Key)).Concat(configuration.Overrides.Select(o => o.Key)));
        Named("kept word for word", configuration.Carried.Select(c => c.Text));

        void Line(string text) => output.WriteLine(PrintableText.Of(text));

        void WritePeer(EffectivePeer peer)
        {
            var families = string.Join(", ", peer.Families.Where(peer.IsActive).Select(f => f.Name()));
            var groups = peer.Groups.Count == 0 ? "" : $", of {string.Join(", ", peer.Groups.Select(g => g.Name))}";
            Line($"  {peer.Peer.Key}: AS {Text(peer.Get(PeerSettings.RemoteAs))}, {peer.Session.ToString().ToLowerInvariant()}{groups}{(families.Length > 0 ? ", " + families : ", no family active")}");
        }

        void Named(string what, IEnumerable<string> names)
        {
            const int most = 12;
            var all = names.ToList();
            if (all.Count == 0) return;
            var rest = all.Count > most ? string.Create(CultureInfo.InvariantCulture, $" and {all.Count - most} more") : "";
            Line($"{what}: {string.Join(", ", all.Take(most))}{rest}");
        }
    }

    private static string Text(EffectiveValue value) => value.Value is null ? "not said" : Setting.Format(value.Value);
}
