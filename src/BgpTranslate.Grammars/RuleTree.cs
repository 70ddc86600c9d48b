using Antlr4.Runtime;
using Antlr4.Runtime.Tree;

namespace BgpTranslate.Grammars;

/// <summary>The trees of all grammars. Their children are found by position: the library's own accessors allocate an enumerator for every question.</summary>
public abstract class RuleTree : ParserRuleContext
{
    protected RuleTree()
    {
    }

    protected RuleTree(ParserRuleContext parent, int invokingState)
        : base(parent, invokingState)
    {
    }

    public override T GetRuleContext<T>(int i) => GetChild<T>(i);

    public override T GetChild<T>(int i)
    {
        for (var at = 0; at < ChildCount; at++)
        {
            if (children[at] is T child && i-- == 0) return child;
        }

        return default;
    }

    public override ITerminalNode GetToken(int ttype, int i)
    {
        for (var at = 0; at < ChildCount; at++)
        {
            if (children[at] is ITerminalNode node && node.Symbol.Type == ttype && i-- == 0) return node;
        }

        return null;
    }

    public override T[] GetRuleContexts<T>()
    {
        var count = 0;
        for (var at = 0; at < ChildCount; at++)
        {
            if (children[at] is T) count++;
        }

        if (count == 0) return [];
        var found = new T[count];
        for (var at = ChildCount - 1; count > 0; at--)
        {
            if (children[at] is T child) found[--count] = child;
        }

        return found;
    }
}
