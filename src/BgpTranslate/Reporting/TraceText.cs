using BgpTranslate.Conversion;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>A route's way through a policy, a line for each statement that it meets: where it stands, what it says, what it does to this route.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="style">How it is set off.</param>
public sealed class TraceText(TextWriter output, TextStyle style)
{
    /// <summary>Writes a trace under a heading.</summary>
    public void Write(string heading, RouteTrace trace)
    {
        output.WriteLine($"{style.Strong}{PrintableText.Of(heading)}{style.End}");
        var before = trace.Received;
        foreach (var step in trace.Evaluation.Trace)
        {
            WriteStep(step, before, trace);
            before = step.After;
        }

        Line(trace.Evaluation.Verdict switch
        {
            Verdict.Accept => $"accepted: {trace.Evaluation.Route}",
            Verdict.Reject => "rejected",
            _ => $"undecided: {trace.Evaluation.Undecided}",
        });
    }

    private void WriteStep(TraceStep step, Route before, RouteTrace trace)
    {
        switch (step.Statement)
        {
            case null when !step.Policy.Origin.IsNone:
                Line($"end of {step.Policy.Name}: {Name(step.Policy.Final)}");
                break;
            case PolicyStatement.If { Origin.IsNone: false } choice:
                Statement(choice.Origin, step.Holds is { } holds ? holds ? "matches" : "does not match" : "unknown");
                WriteConditions(choice.Condition, choice.Origin, before, trace);
                break;
            case PolicyStatement.If { Condition.Origin.IsNone: false } choice:
                WriteConditions(choice.Condition, Origin.None, before, trace);
                break;
            case PolicyStatement.Apply { Origin.IsNone: false } apply:
                var parts = before.Parts();
                var changed = step.After.Parts().Except(parts).ToList();
                Statement(apply.Origin, changed.Count > 0 ? string.Join(", ", changed) : step.After.Parts().SequenceEqual(parts) ? "changes nothing" : "removed");
                break;
            case PolicyStatement.End { Origin.IsNone: false } end:
                Statement(end.Origin, Name(end.Verdict));
                break;
            case { Origin.IsNone: false } other:
                Statement(other.Origin, "");
                break;
        }
    }

    /// <summary>Each condition that somebody wrote on its own, with whether it holds.</summary>
    private void WriteConditions(Condition condition, Origin around, Route route, RouteTrace trace)
    {
        switch (condition)
        {
            case Condition.And { Parts: var parts }:
                foreach (var part in parts) WriteConditions(part, around, route, trace);
                break;
            case { Origin.IsNone: false } when !condition.Origin.All(around.Contains):
                var alone = new RoutePolicy { Name = "", Body = [new PolicyStatement.If(condition, [new PolicyStatement.End(Verdict.Accept)], [])], Final = Verdict.Reject };
                var holds = Evaluator.Run(alone, trace.Configuration.Configuration.Policies, route).Verdict;
                Statement(condition.Origin, holds switch { Verdict.Accept => "yes", Verdict.Reject => "no", _ => "unknown" });
                break;
        }
    }

    private void Statement(Origin origin, string effect)
    {
        var first = origin.First!;
        Line($"{first.Span.File.Path}:{first.Span.From.Line}: {PrintableText.Excerpt(first.Span.Text)}{(effect.Length > 0 ? $" → {effect}" : "")}");
    }

    private void Line(string text) => output.WriteLine($"  {PrintableText.Of(text)}");

    private static string Name(Verdict verdict) => verdict == Verdict.Accept ? "accept" : "reject";
}
