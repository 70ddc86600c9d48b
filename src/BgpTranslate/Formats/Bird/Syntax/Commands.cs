using System.Collections.Immutable;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Syntax;

/// <summary>A command of a filter or function. Each but a bare block is a statement of the source; the statement of a compound one is its head.</summary>
internal abstract record Command
{
    private Command()
    {
    }

    /// <summary><c>{ … }</c>.</summary>
    public sealed record Block(ImmutableArray<Command> Body) : Command;

    /// <summary><c>if … then … else …</c>.</summary>
    public sealed record If(Statement Statement, Expression Condition, string Words, Command Then, Statement? ElseStatement, Command? Else) : Command;

    /// <summary><c>case … { … }</c>.</summary>
    public sealed record Case(Statement Statement, Expression Subject, ImmutableArray<CaseArm> Arms) : Command;

    /// <summary><c>for … in … do …</c>.</summary>
    public sealed record For(Statement Statement, string Variable, Expression List, Command Body) : Command;

    /// <summary>A local variable.</summary>
    public sealed record Declare(Statement Statement, string Name, Expression? Value) : Command;

    /// <summary><c>accept</c>, <c>reject</c> or <c>error</c>.</summary>
    public sealed record Verdict(Statement Statement, bool Accepts) : Command;

    /// <summary><c>return</c>.</summary>
    public sealed record Return(Statement Statement, Expression? Value, string Words) : Command;

    /// <summary><c>print</c>.</summary>
    public sealed record Print(Statement Statement) : Command;

    /// <summary><c>x = …</c>.</summary>
    public sealed record Assign(Statement Statement, Expression Target, Expression Value, string Words) : Command;

    /// <summary>A call or method used as a command.</summary>
    public sealed record Do(Statement Statement, Expression Call, string Words) : Command;

    /// <summary>Text that is no command.</summary>
    public sealed record Invalid(Statement Statement, string Words) : Command;
}

/// <summary>An arm of a <c>case</c>; without labels it is the <c>else</c> arm.</summary>
internal sealed record CaseArm(Statement Statement, ImmutableArray<(Expression Low, Expression? High)> Labels, ImmutableArray<Command> Body);

/// <summary>A function.</summary>
internal sealed record Function(Statement Statement, string Name, ImmutableArray<string> Parameters, ImmutableArray<Command> Body);

/// <summary>A filter; one written in place has no name.</summary>
internal sealed record Filter(Statement Statement, string Name, ImmutableArray<Command> Body);
