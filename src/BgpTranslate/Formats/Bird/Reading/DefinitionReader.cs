using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Grammars.Bird;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Reads constants, functions and filters.</summary>
internal sealed class DefinitionReader(BirdText text)
{
    /// <summary>Reads a constant.</summary>
    public void Define(Item item)
    {
        var statement = text.Log.Open(BirdToken.SpanOf(item.Tokens));
        text.Log.Close(statement, Outcome.States);
        if (item.Tokens.Count < 4 || item.Tokens[2].Type != BirdLexer.EQUAL)
        {
            text.Log.Close(statement, Outcome.Unknown);
            return;
        }

        var name = CommandParser.NameOf(item.Tokens[1].Text);
        if (text.Parser.ReadValue(item) is not { } expression)
        {
            text.Symbols.Constants[name] = new Value.Undefined(name) { Origin = statement };
            text.Log.Close(statement, Outcome.Unknown);
            return;
        }

        if (text.Symbols.Constants.ContainsKey(name)) text.Diagnostics.Add(DiagnosticCatalogue.Refused(statement.Span, $"'{name}' is already defined"));
        var value = text.Constants.Evaluate(expression);
        if (value is Value.Unknown unknown)
        {
            text.Diagnostics.Add(DiagnosticCatalogue.SourceNote(statement.Span, $"the value of '{name}' is not known: {unknown.Reason}"));
            text.Symbols.Definitions[name] = expression;
            value = new Value.Undefined(name);
        }

        value = Named(value, name, statement);
        text.Symbols.Constants[name] = value;
        text.Draft.Dependent[statement] = "nothing uses this constant";
    }

    /// <summary>Sets keep the names of their text.Constants.</summary>
    private Value Named(Value value, string name, Statement statement)
    {
        switch (value)
        {
            case Value.Set { Value: { Name.Length: 0 } set } v when set is not PrefixSet { Entries: [{ Match: var match }, ..] } || match.Prefix.Length < match.Prefix.Width || !IsHosts(v):
                {
                    var named = set with { Name = name, Origin = statement };
                    text.Draft.Sets.Add(named);
                    return v with { Value = named };
                }

            case Value.Set v:
                return v with { Value = v.Value with { Origin = v.Value.Origin + statement }, Origin = v.Origin + statement };
            case Value.Mask v:
                {
                    var named = v.Value with { Name = name, Origin = statement };
                    text.Draft.Sets.Add(named);
                    return v with { Value = named };
                }

            case Value.Truth or Value.Unknown:
                return value with { Origin = value.Origin + statement };
            default:
                return value with { Origin = value.Origin + statement };
        }
    }

    /// <summary>Sets of addresses are no sets of prefixes in BIRD, so they cannot keep a name as one.</summary>
    private static bool IsHosts(Value.Set set) => set.Members.Any(m => m is Value.Address);

    /// <summary>Reads a function.</summary>
    public void Function(Item item)
    {
        var function = text.Parser.ReadFunction(item);
        text.Symbols.Functions[function.Name] = function;
        Depend(function.Statement, function.Body, $"nothing calls '{function.Name}'");
    }

    /// <summary>Reads a filter.</summary>
    public void Filter(Item item)
    {
        var filter = text.Parser.ReadFilter(item);
        text.Symbols.Filters[filter.Name] = filter;
        DependFilter(filter.Statement, filter.Body);
    }

    /// <summary>A filter has no effect unless some policy runs it, and its last word has none where it says what BIRD does at the end of a filter.</summary>
    public void DependFilter(Statement? head, ImmutableArray<Command> body)
    {
        Depend(head, body, "is never reached");
        if (body is [.., Command.Verdict { Accepts: false } last]) text.Draft.Dependent[last.Statement] = "a route that gets to the end of a filter is rejected anyway";
    }

    /// <summary>What has no effect unless some policy runs it.</summary>
    public void Depend(Statement? head, ImmutableArray<Command> body, string reason)
    {
        var all = new List<Statement>();
        if (head is not null) all.Add(head);
        CommandStatements.Collect(body, all);
        foreach (var statement in all) text.Draft.Dependent[statement] = reason;
        Prints(body);
    }

    /// <summary>Commands whose outcome does not depend on who calls them.</summary>
    private void Prints(ImmutableArray<Command> body)
    {
        foreach (var command in body)
        {
            switch (command)
            {
                case Command.Print c:
                    text.Draft.Dependent.Remove(c.Statement);
                    text.Log.Close(c.Statement, new Outcome.OutOfScope("logging"));
                    break;
                case Command.Invalid c:
                    text.Draft.Dependent.Remove(c.Statement);
                    break;
                case Command.Block c: Prints(c.Body); break;
                case Command.If c:
                    Prints(c.Else is null ? [c.Then] : [c.Then, c.Else]);
                    break;
                case Command.For c: Prints([c.Body]); break;
                case Command.Case c:
                    foreach (var arm in c.Arms) Prints(arm.Body);
                    break;
            }
        }
    }
}
