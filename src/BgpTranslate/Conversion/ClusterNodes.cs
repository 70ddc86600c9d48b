using System.Collections.Immutable;
using BgpTranslate.Conversion.Intents;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>
/// Nodes of one cluster that do the same: the resources are written once for all of them, with an override for what each node has of its own. What is written is held against each node's source by itself.
/// </summary>
internal static class ClusterNodes
{
    /// <summary>
    /// What is left of a configuration without what belongs to its node: nodes do the same where that is equal. With it, the name of the resource where the user names the nodes by a label.
    /// </summary>
    public static (Configuration Common, string? Cluster) WithoutNode(Configuration configuration, string node) => (
        On(configuration, LabelSelector.Everything, "nodes") with { Overrides = [.. configuration.Overrides.Where(o => o.Node != node)] },
        configuration.Instances.Where(i => !IsByName(i)).Select(i => i.Settings.ValueOf(InstanceSettings.ClusterConfig)).FirstOrDefault());

    /// <summary>Converts the nodes' sources to one output.</summary>
    /// <param name="name">Name of the resource for all of them.</param>
    /// <param name="members">Each node's own; they are equal without their nodes.</param>
    public static IEnumerable<ConversionResult> Convert(string name, ImmutableArray<Preparation> members)
    {
        ImmutableArray<string> nodes = [.. members.Select(m => m.Node!)];
        WriteResult[] written = [.. members.Select(m => m.Write(On(m.Configuration, OwnSpeaker.Hostnames(nodes), name)))];
        var (text, lines) = Join([.. written.Select(w => w.Files[0].Text)]);
        ImmutableArray<OutputFile> files = [new OutputFile("", text)];
        var (output, problems) = members[0].ReadBack(files);
        var note = DiagnosticCatalogue.Intent($"the nodes {Few(nodes)} do the same: one set of resources for all of them");
        foreach (var (i, member) in members.Index())
        {
            var result = member.Judge(written[i] with { Files = files }, lines[i], AsNode(output, member), i == 0 ? problems : []);
            yield return result with { Diagnostics = result.Diagnostics.Add(note) };
        }
    }

    /// <summary>Texts as one: the documents that all have, and among them what each has by itself. With it, the lines of each text in the whole.</summary>
    private static (OutputText Whole, OutputLines[] Lines) Join(OutputText[] texts)
    {
        var documents = Array.ConvertAll(texts, YamlPrinter.Documents);
        var common = documents.Select(t => t.Select(d => d.Text)).Aggregate((a, b) => a.Intersect(b)).ToDictionary(t => t, _ => 0, StringComparer.Ordinal);
        var whole = new OutputText("");
        var places = Array.ConvertAll(texts, t => new int[t.LineCount + 1]);
        var isOwnWritten = false;
        foreach (var (at, text) in documents[0])
        {
            if (!common.ContainsKey(text)) WriteOwn();
            else common[text] = Write(0, at, text);
        }

        WriteOwn();
        foreach (var (i, ofText) in documents.Index())
        {
            foreach (var (at, text) in ofText)
            {
                if (!common.TryGetValue(text, out var start)) continue;
                for (var n = text.Count(c => c == '\n') - 1; n >= 0; n--) places[i][at + n] = start + n;
            }
        }

        return (whole, [.. texts.Select((t, i) => OutputLines.Of(t.Origins.Select(o => (places[i][o.Line], o.Origin))))]);

        void WriteOwn()
        {
            if (isOwnWritten) return;
            isOwnWritten = true;
            foreach (var (i, ofText) in documents.Index())
            {
                foreach (var (at, text) in ofText.Where(d => !common.ContainsKey(d.Text))) Write(i, at, text);
            }
        }

        int Write(int i, int at, string text)
        {
            var start = whole.LineCount + 1;
            var origins = texts[i].Origins.SkipWhile(o => o.Line < at).GetEnumerator();
            var isMore = origins.MoveNext();
            foreach (var line in text[..^1].Split('\n'))
            {
                var isOf = isMore && origins.Current.Line == at;
                whole.Line(line, isOf ? origins.Current.Origin : Origin.None);
                if (isOf) isMore = origins.MoveNext();
                places[i][at++] = whole.LineCount;
            }

            return start;
        }
    }

    /// <summary>What the resources say for one node.</summary>
    private static Configuration AsNode(Configuration cluster, Preparation member)
    {
        var node = member.Node!;
        var own = member.Configuration.Instances.Select(i => i.Settings.ValueOf(InstanceSettings.NodeSelector)).FirstOrDefault(s => s is not null) ?? LabelSelector.Everything;
        var labels = new Dictionary<string, string>(own.Labels) { [OwnSpeaker.HostnameLabel] = node };
        return cluster with
        {
            Instances = [.. cluster.Instances.Where(i => (i.Settings.ValueOf(InstanceSettings.NodeSelector) ?? LabelSelector.Everything).Matches(labels)).Select(i => i with
            {
                Settings = i.Settings.With(InstanceSettings.NodeSelector, own),
                Distinction = Selectors.Identity(i.Settings.ValueOf(PeerSettings.LocalAs)?.As, own),
            })],
            Overrides = [.. cluster.Overrides.Where(o => o.Node == node)],
        };
    }

    /// <summary>The configuration on other nodes, where the name of one selects them.</summary>
    private static Configuration On(Configuration configuration, LabelSelector nodes, string cluster) => configuration with
    {
        Instances = [.. configuration.Instances.Select(i => !IsByName(i) ? i : i with
        {
            Settings = i.Settings.With(InstanceSettings.ClusterConfig, cluster).With(InstanceSettings.NodeSelector, nodes),
        })],
    };

    private static bool IsByName(BgpInstance instance) => instance.Settings.ValueOf(InstanceSettings.NodeSelector)?.Labels.ContainsKey(OwnSpeaker.HostnameLabel) is true;

    private static string Few(ImmutableArray<string> names) =>
        names.Length <= 5 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(3))} … {names[^1]} ({names.Length})";
}
