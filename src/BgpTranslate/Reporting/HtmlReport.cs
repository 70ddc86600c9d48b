using System.Globalization;
using System.Net;
using System.Text;
using BgpTranslate.Conversion;
using BgpTranslate.Facts;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>The report to read in a browser: one page that needs no other file. Each source stands beside its output; every statement is coloured by its disposition and says why.</summary>
public sealed class HtmlReport : IReport
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>bgpx report</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 14px/1.45 system-ui, sans-serif; margin: 1.5em; display: flex; flex-direction: column; }
        #totals { order: -1; }
        h1 { font-size: 1.3em; } h2 { font-size: 1em; display: inline; font-family: ui-monospace, monospace; }
        details { margin: .6em 0; border-top: 1px solid #8884; padding-top: .4em; }
        table { border-collapse: collapse; margin: .5em 0; } td, th { padding: .1em .8em .1em 0; text-align: left; } td.n { text-align: right; font-variant-numeric: tabular-nums; }
        .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1em; }
        pre { font: 12px/1.5 ui-monospace, monospace; overflow-x: auto; margin: 0; padding: .5em 0; background: #8881; }
        pre i { display: inline-block; width: 4em; padding-right: 1em; text-align: right; color: #888; font-style: normal; user-select: none; box-sizing: border-box; }
        .translated { background: #2a91; } .inherent { background: #2a93; } .out-of-scope { color: #888; }
        .approximated { background: #fb05; } .lost { background: #f335; } .needs-input { background: #c4f4; } .unrecognized { background: #f33a; }
        .at { outline: 2px solid #38f; } .error { color: #c22; } .warning { color: #a60; }
        ul { list-style: none; padding: 0; } li { margin: .15em 0; }
        </style></head><body>
        """;

    // Pointing at a statement marks the output lines that render it.
    private const string Script = """
        <script>
        for (const event of ["mouseover", "mouseout"]) document.addEventListener(event, e => {
          const source = e.target.closest("[data-o]"); if (!source) return;
          for (const id of source.dataset.o.split(" ")) document.getElementById(id)?.classList.toggle("at", event === "mouseover");
        });
        </script>
        """;

    private readonly StreamWriter html;
    private readonly string to;
    private int files;

    /// <summary>Starts the page.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="to">The target, such as <c>bird@2</c>.</param>
    public HtmlReport(Stream output, string to)
    {
        this.to = to;
        html = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        html.WriteLine(Head);
    }

    /// <inheritdoc/>
    public void Add(Converted file)
    {
        files++;
        var result = file.Result;
        html.WriteLine($"<details{(files == 1 ? " open" : "")}><summary><h2>{Escape(file.Input.Name)}</h2> {Escape(result.From?.ToString() ?? "no known format")}, {Escape(StatusText(result))}</summary>");
        WriteCounts(result.Statements, result.Verification);
        html.WriteLine("<ul>");
        foreach (var diagnostic in result.Diagnostics)
            html.WriteLine($"<li class=\"{ReportTerms.Name(diagnostic.Severity)}\">{Escape(TextReport.Line(diagnostic, file.Input.Name, TextStyle.Plain))}</li>");
        html.WriteLine("</ul><div class=\"pair\"><div>");
        foreach (var source in result.Fates.Select(f => f.Statement.Span.File).Prepend(result.Source).Distinct())
        {
            if (source != result.Source) html.WriteLine($"<b>{Escape(source.Path)}</b>");
            WriteSource(source, result);
        }

        html.WriteLine("</div><div>");
        for (var i = 0; i < result.Outputs.Length; i++)
        {
            if (i > 0) html.WriteLine($"<b>{Escape(i < file.Outputs.Length ? file.Outputs[i] : result.Outputs[i].Suffix)}</b>");
            WriteOutput(result.Outputs[i].Text.ToString(), i == 0 ? $"o{files}-" : null);
        }

        html.WriteLine("</div></div></details>");
    }

    /// <inheritdoc/>
    public void Close(Totals totals)
    {
        html.WriteLine($"<div id=\"totals\"><h1>{totals.Files} {(totals.Files == 1 ? "file" : "files")} to {Escape(to)}</h1>");
        if (totals.Failed > 0) html.WriteLine($"<p class=\"error\">{totals.Failed} failed</p>");
        if (totals.LeftAlone > 0) html.WriteLine($"<p>{totals.LeftAlone} of no known format, left alone</p>");
        WriteCounts(totals.Statements, totals.Verification);
        html.WriteLine("</div>");
        html.WriteLine(Script);
        html.WriteLine("</body></html>");
        html.Dispose();
    }

    private static string StatusText(ConversionResult result) => result.Status switch
    {
        ConversionStatus.Failed => "failed",
        ConversionStatus.LeftAlone => "left alone",
        _ => string.Create(CultureInfo.InvariantCulture, $"fidelity {ReportTerms.Rounded(result.Statements.Fidelity) * 100:0.#} %"),
    };

    private void WriteCounts(DispositionCounts counts, Verification verification)
    {
        html.Write("<table><tr>");
        foreach (var disposition in ReportTerms.Dispositions) html.Write($"<th><span class=\"{ReportTerms.Name(disposition)}\">{ReportTerms.Name(disposition)}</span></th>");
        html.Write("<th>statements</th><th>facts kept</th><th>policies proved equal</th></tr><tr>");
        foreach (var disposition in ReportTerms.Dispositions) html.Write($"<td class=\"n\">{counts[disposition]}</td>");
        var (equal, different, undecided) = verification.Policies;
        html.WriteLine($"<td class=\"n\">{counts.Total}</td><td class=\"n\">{verification.Preserved} of {verification.Facts}</td><td class=\"n\">{equal} of {equal + different + undecided}</td></tr></table>");
    }

    private void WriteSource(SourceFile source, ConversionResult result)
    {
        var fates = new Queue<StatementFate>(result.Fates.Where(f => f.Statement.Span.File == source).OrderBy(f => f.Statement.Span.Start));
        var hideAll = false;
        html.Write("<pre>");
        foreach (var (number, start, end) in Lines(source.Content))
        {
            html.Write($"<i>{number}</i>");
            var secret = hideAll ? 0 : PrintableText.SecretStart(source.Content.AsSpan(start, end - start));
            var visibleEnd = secret < 0 ? end : start + secret;
            var at = start;
            var isOpen = false;
            while (fates.TryPeek(out var fate) && fate.Statement.Span.Start < end)
            {
                var span = fate.Statement.Span;
                WriteVisible(source.Content, at, Math.Max(at, span.Start), visibleEnd);
                OpenStatement(fate, result);
                at = Math.Max(at, span.Start);
                WriteVisible(source.Content, at, Math.Min(end, span.End), visibleEnd);
                html.Write("</span>");
                at = Math.Min(end, span.End);
                isOpen = span.End > end;
                if (isOpen) break;
                fates.Dequeue();
            }

            WriteVisible(source.Content, at, end, visibleEnd);

            // A secret's statement may go on in the next line.
            hideAll = isOpen && secret >= 0;
            html.Write('\n');
        }

        html.WriteLine("</pre>");
    }

    private void OpenStatement(StatementFate fate, ConversionResult result)
    {
        var disposition = ReportTerms.Name(fate.Disposition);
        html.Write($"<span class=\"{disposition}\" title=\"{Escape(fate.Reason.Length > 0 ? $"{disposition}: {fate.Reason}" : disposition)}\"");
        if (result.OutputLines.Render(fate.Statement.Index)) html.Write($" data-o=\"{string.Join(' ', result.OutputLines.For(fate.Statement.Index).Select(l => $"o{files}-{l}"))}\"");
        html.Write('>');
    }

    private void WriteOutput(string text, string? id)
    {
        html.Write("<pre>");
        foreach (var (number, start, end) in Lines(text))
        {
            var secret = PrintableText.SecretStart(text.AsSpan(start, end - start));
            html.Write(id is null ? "<span>" : $"<span id=\"{id}{number}\">");
            html.Write($"<i>{number}</i>");
            WriteVisible(text, start, end, secret < 0 ? end : start + secret);
            html.Write("</span>\n");
        }

        html.WriteLine("</pre>");
    }

    private void WriteVisible(string text, int start, int end, int visibleEnd)
    {
        if (start >= end) return;
        if (start < visibleEnd) html.Write(Escape(text[start..Math.Min(end, visibleEnd)]));
        if (end > visibleEnd) html.Write(Escape(PrintableText.Mask));
    }

    private static IEnumerable<(int Number, int Start, int End)> Lines(string text)
    {
        var number = 1;
        for (var start = 0; start < text.Length; number++)
        {
            var end = text.AsSpan(start).IndexOfAny('\r', '\n');
            end = end < 0 ? text.Length : start + end;
            yield return (number, start, end);
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
    }

    // Tabs are kept: the source stands in a pre element.
    private static string Escape(string text) => string.Join('\t', text.Split('\t').Select(part => WebUtility.HtmlEncode(PrintableText.Of(part))));
}
