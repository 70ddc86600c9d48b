using BgpTranslate.Defaults;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Writing;

/// <summary>The tree as text, sorted as VyOS sorts it (vyos.md §9).</summary>
internal static class Printing
{
    /// <summary><c>show configuration commands</c>.</summary>
    public static OutputText Commands(ConfigNode root)
    {
        var text = new OutputText("");
        var path = new List<string> { "set" };
        Commands(root, path, text);
        return text;
    }

    private static void Commands(ConfigNode node, List<string> path, OutputText text)
    {
        foreach (var child in Sorted(node))
        {
            path.Add(child.Word);
            if (!child.IsLeaf)
            {
                Commands(child, path, text);
            }
            else
            {
                var isValue = child.Parent!.Parent is not null && Shapes.Of(child.Parent) == Shape.Values;
                var words = path.Select((w, i) => i == path.Count - 1 && isValue ? Words.Quote(w) : NeedsQuotes(w) ? Words.Quote(w) : w);
                text.Line(string.Join(' ', words), OriginOf(child));
            }

            path.RemoveAt(path.Count - 1);
        }
    }

    /// <summary><c>config.boot</c>.</summary>
    public static OutputText Curly(ConfigNode root, FormatVersion release)
    {
        var text = new OutputText("    ");
        foreach (var child in Sorted(root)) Curly(child, child.Word, text);
        if (text.LineCount == 0) return text;
        text.Line().Line("// Warning: Do not remove the following line.");
        text.Line(release < new FormatVersion(1, 4) ? "// vyos-config-version: \"policy@1:quagga@8:rpki@1:vrf@0\"" : "// vyos-config-version: \"bgp@5:policy@8:quagga@11:rpki@2:vrf@3\"");
        text.Line($"// Release version: {release}");
        return text;
    }

    private static void Curly(ConfigNode node, string header, OutputText text)
    {
        switch (node.IsLeaf ? Shape.Keywords : Shapes.Of(node))
        {
            case Shape.Names:
                foreach (var tag in Sorted(node)) Block(tag, $"{node.Word} {(NeedsQuotes(tag.Word) ? Words.QuoteCurly(tag.Word) : tag.Word)}", text);
                break;
            case Shape.Values:
                foreach (var value in Sorted(node)) text.Line($"{node.Word} {Words.QuoteCurly(value.Word)}", OriginOf(value));
                break;
            case var _ when node.IsLeaf && node.Parent?.Word is not ("address-family" or "redistribute"):
                text.Line(header, OriginOf(node));
                break;
            default:
                Block(node, header, text);
                break;
        }
    }

    private static void Block(ConfigNode node, string header, OutputText text)
    {
        text.Line(header + " {", node.Said).Indent();
        foreach (var child in Sorted(node)) Curly(child, child.Word, text);
        text.Outdent().Line("}");
    }

    private static bool NeedsQuotes(string word) => word.Length == 0 || word.AsSpan().ContainsAny(" '\"\\\t#;$`&|<>(){}[]*?~");

    private static Origin OriginOf(ConfigNode node) => node.Said.IsNone ? node.Parent?.Said ?? Origin.None : node.Said;

    private static IEnumerable<ConfigNode> Sorted(ConfigNode node) => node.Children.Order(NodeOrder.Instance);

    /// <summary>Text as text, runs of digits as numbers.</summary>
    private sealed class NodeOrder : IComparer<ConfigNode>
    {
        public static NodeOrder Instance { get; } = new();

        public int Compare(ConfigNode? x, ConfigNode? y)
        {
            ReadOnlySpan<char> a = x!.Word, b = y!.Word;
            while (a.Length > 0 && b.Length > 0)
            {
                var order = 0;
                if (char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0]))
                {
                    var left = Digits(ref a);
                    var right = Digits(ref b);
                    order = left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
                }
                else
                {
                    order = a[0].CompareTo(b[0]);
                    a = a[1..];
                    b = b[1..];
                }

                if (order != 0) return order;
            }

            return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(x.Word, y.Word);
        }

        private static ReadOnlySpan<char> Digits(ref ReadOnlySpan<char> text)
        {
            var end = 0;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            var digits = text[..end].TrimStart('0');
            text = text[end..];
            return digits;
        }
    }
}
