using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Yaml;
using BgpTranslate.Model;
using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Formats.Yaml;

/// <summary>YAML as Kubernetes reads it, and input that means no good.</summary>
public class YamlReaderTests
{
    private static (IReadOnlyList<YamlNode> Roots, StatementLog Log, List<Diagnostic> Diagnostics) Read(string text)
    {
        var log = new StatementLog();
        var diagnostics = new List<Diagnostic>();
        return (YamlReader.Read(new SourceFile("test.yaml", text), log, diagnostics), log, diagnostics);
    }

    private static string[] Statements(string text) => [.. Read(text).Log.Entries.Select(e => e.Statement.Span.Text.ToString())];

    [Fact]
    public void Every_key_and_item_is_a_statement_with_its_place() =>
        Assert.Equal(
            ["a: 1", "b:", "x", "c: two words", "d: {}", "e: *anchor", "f:", "k: v", "g:"],
            Statements("a: 1\nb: # why\n  - &anchor x\n  - c: two words\n    d: {}\ne: *anchor\nf: {k: v}\ng:\n").Select(s => s.Replace("&anchor ", "", StringComparison.Ordinal)));

    [Fact]
    public void Multi_line_values_belong_to_their_key() =>
        Assert.Equal(["text: |\n  one\n  two", "quoted: \"a\n  b\"", "last: x"], Statements("text: |\n  one\n  two\nquoted: \"a\n  b\"\nlast: x\n"));

    [Fact]
    public void A_lone_dash_is_covered() => Assert.Equal(["items:", "-", "a: 1"], Statements("items:\n  -\n    a: 1\n"));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    public void Line_endings_do_not_matter(string end)
    {
        var (_, log, diagnostics) = Read(string.Join(end, "---", "a: 1", "b:", "  c: 2", "---", "d: 3", ""));
        Assert.Empty(diagnostics);
        Assert.Equal([2, 3, 4, 6], log.Entries.Select(e => e.Statement.Span.From.Line));
    }

    [Theory]
    [InlineData("No", YamlScalarType.Boolean)]
    [InlineData("on", YamlScalarType.Boolean)]
    [InlineData("yEs", YamlScalarType.Text)]
    [InlineData("010", YamlScalarType.Integer)]
    [InlineData("0x1F", YamlScalarType.Integer)]
    [InlineData("64_512", YamlScalarType.Integer)]
    [InlineData("64512.0", YamlScalarType.Float)]
    [InlineData("64512:10", YamlScalarType.Text)]
    [InlineData("10.0.0.1", YamlScalarType.Text)]
    [InlineData("~", YamlScalarType.Null)]
    [InlineData("", YamlScalarType.Null)]
    public void Plain_scalars_have_the_types_of_yaml_1_1(string text, YamlScalarType type) => Assert.Equal(type, YamlScalar.TypeOf(text));

    [Fact]
    public void A_leading_zero_means_octal()
    {
        Assert.True(YamlScalar.TryInteger("010", out var value));
        Assert.Equal(8, value);
    }

    [Theory]
    [InlineData("a: [1, 2\n")]
    [InlineData("a: 'open\n")]
    [InlineData("a: \"\\UFFFFFFFF\"\n")]
    [InlineData("a: b: c\n")]
    [InlineData("{{ range .Values.peers }}\n")]
    [InlineData("\ta: b\n c\n: d\n")]
    [InlineData("a: *nobody\n")]
    [InlineData("? [x]\n: y\n")]
    public void A_broken_document_costs_no_other(string broken)
    {
        var (roots, log, diagnostics) = Read($"first: 1\n---\n{broken}---\nlast: 2\n");
        Assert.Equal(2, roots.Count(r => r is YamlMapping { Entries: [{ Key: "first" or "last" }] }));
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, d => Assert.InRange(d.Span!.Value.From.Line, 2, 6));
        var lines = log.Entries.SelectMany(e => Enumerable.Range(e.Statement.Span.From.Line, e.Statement.Span.To.Line - e.Statement.Span.From.Line + 1)).ToHashSet();
        Assert.Contains(3, lines);
    }

    [Fact]
    public void Deep_nesting_is_refused_quickly() => Refuses("a: " + new string('[', 100_000));

    [Fact]
    public void Aliases_that_multiply_are_refused()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (var i = 1; i < 12; i++) bomb += $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n";
        Refuses(bomb);
    }

    [Fact]
    public void Long_documents_are_read_whole()
    {
        Assert.Equal(100_000, ((YamlMapping)Read(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"key{i}: value\n"))).Roots[0]).Entries.Length);
        var list = (YamlMapping)Read("a: [" + string.Join(", ", Enumerable.Range(0, 100_000)) + "]\n").Roots[0];
        Assert.Equal(100_000, ((YamlSequence)list.Entries[0].Value).Items.Length);
        Assert.Equal(2_000_000, ((YamlScalar)Read(new string('x', 2_000_000)).Roots[0]).Text.Length);
    }

    [Fact]
    public void Every_one_of_many_keys_is_taken()
    {
        var keys = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"  key{i}: v\n"));
        var (roots, log, diagnostics) = Read("labels:\n" + keys);
        Assert.Equal(50_000, new YamlObject((YamlMapping)roots[0], Origin.None, log, diagnostics).Pairs("labels").Count());
    }

    [Fact]
    public void Inner_documents_have_places_in_the_outer_file()
    {
        var (roots, log, diagnostics) = Read("data:\n  config: |\n    peers:\n      - my-asn: 64512\n\n    address-pools: []\nafter: 1\n");
        var block = (YamlScalar)((YamlMapping)((YamlMapping)roots[0]).Entries[0].Value).Entries[0].Value;
        Assert.IsType<YamlMapping>(YamlReader.ReadInner(block, log.Entries[1].Statement, log, diagnostics).Root);
        Assert.Empty(diagnostics);
        Assert.Equal(
            [(2, 3, "config: |"), (3, 5, "peers:"), (4, 9, "my-asn: 64512"), (6, 5, "address-pools: []")],
            log.Entries.Where(e => e.Statement.Index is not (0 or 2)).Select(e => (e.Statement.Span.From.Line, e.Statement.Span.From.Column, $"{e.Statement.Span.Text}")));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("No")]
    [InlineData("64512:10")]
    [InlineData("010")]
    [InlineData("")]
    [InlineData("- dash")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("ends:")]
    [InlineData("${VAR}")]
    [InlineData("*star")]
    [InlineData("tab\tand \"quotes\" \\ and\nlines")]
    [InlineData("snow ☃ and 😀")]
    [InlineData("2026-01-01")]
    [InlineData("true")]
    public void What_is_printed_is_read_back(string text)
    {
        var output = new OutputText(YamlPrinter.IndentUnit);
        YamlPrinter.Document(output, new YamlMap().Add("key", text).Add("items", [new YamlMap().Add("name", text).Add("deep", new YamlMap().Add(text, 1u))]));
        var (roots, _, diagnostics) = Read(output.ToString());
        Assert.Empty(diagnostics);
        var value = (YamlScalar)((YamlMapping)roots[0]).Entries[0].Value;
        Assert.Equal((text, YamlScalarType.Text), (value.Text, value.Type));
        var item = (YamlMapping)((YamlSequence)((YamlMapping)roots[0]).Entries[1].Value).Items[0].Value;
        Assert.Equal(text, ((YamlMapping)item.Entries[1].Value).Entries[0].Key);
    }

    private static void Refuses(string text)
    {
        var (roots, _, diagnostics) = Read(text);
        Assert.Empty(roots);
        Assert.Single(diagnostics);
    }
}
