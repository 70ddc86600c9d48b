using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion.Intents;

/// <summary>Says of every statement of a source what became of it where the reshaped configuration has no place for it. The first word about a statement counts.</summary>
internal sealed class Explanations
{
    private readonly Dictionary<Statement, (Disposition Disposition, string Reason)> said = [];

    /// <summary>Says what became of statements.</summary>
    public void Say(IEnumerable<Statement> statements, Disposition disposition, string reason)
    {
        foreach (var statement in statements) said.TryAdd(statement, (disposition, reason));
    }

    /// <summary>Says it of everything that a part of a configuration states.</summary>
    public void SayAll(Configuration part, Disposition disposition, string reason) => Say(ModelStatements.Of(part), disposition, reason);

    /// <summary>Says it of a part of an instance.</summary>
    public void SayAll(BgpInstance part, Disposition disposition, string reason) => SayAll(new Configuration { Instances = [part] }, disposition, reason);

    /// <summary>The announcements, with a general word for every statement that the result does not hold and that nobody spoke of.</summary>
    public ImmutableArray<Announcement> Finish(Configuration source, Configuration result, Disposition disposition, string reason)
    {
        var kept = ModelStatements.Of(result);
        Say(ModelStatements.Of(source).Where(s => !kept.Contains(s)), disposition, reason);
        return [.. said.GroupBy(s => s.Value, s => s.Key).Select(g => new Announcement(g.Key.Disposition, g.Key.Reason, Origin: Origin.Of(g)))];
    }
}
