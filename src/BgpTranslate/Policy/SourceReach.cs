using System.Collections.Immutable;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy;

/// <summary>What routes of one protocol may come to in a policy.</summary>
internal static class SourceReach
{
    /// <summary>Whether a route of the protocol could be accepted: conditions on the protocol are decided, all others may go either way.</summary>
    public static bool MayAccept(RoutePolicy policy, RouteSource source)
    {
        var (ends, accepts) = Reach(policy.Body, source);
        return accepts || (!ends && policy.Final == Verdict.Accept);
    }

    private static (bool Ends, bool Accepts) Reach(ImmutableArray<PolicyStatement> body, RouteSource source)
    {
        var accepts = false;
        foreach (var statement in body)
        {
            switch (statement)
            {
                case PolicyStatement.End end:
                    return (true, accepts || end.Verdict == Verdict.Accept);
                case PolicyStatement.Leave:
                    return (true, accepts);
                case PolicyStatement.Block block:
                    // Leaving it goes on behind it, so the block as a whole is taken not to end.
                    accepts |= Reach(block.Body, source).Accepts;
                    if (block.Body.Length > 0 && block.Body[^1] is PolicyStatement.End && !HasLeave(block.Body)) return (true, accepts);
                    break;
                case PolicyStatement.If branch:
                    var known = Decide(branch.Condition, source);
                    var then = known == false ? (Ends: false, Accepts: false) : Reach(branch.Then, source);
                    var otherwise = known == true ? (Ends: false, Accepts: false) : Reach(branch.Else, source);
                    accepts |= then.Accepts | otherwise.Accepts;
                    if ((known == true && then.Ends) || (known == false && otherwise.Ends) || (then.Ends && otherwise.Ends)) return (true, accepts);
                    break;
            }
        }

        return (false, accepts);
    }

    private static bool HasLeave(ImmutableArray<PolicyStatement> body) => body.Any(s => s switch
    {
        PolicyStatement.Leave => true,
        PolicyStatement.If b => HasLeave(b.Then) || HasLeave(b.Else),
        PolicyStatement.Block b => HasLeave(b.Body),
        _ => false,
    });

    private static bool? Decide(Condition condition, RouteSource source) => condition switch
    {
        Condition.Constant c => c.Value,
        Condition.SourceIs s => s.Sources.Contains(source),
        Condition.Not n => !Decide(n.Operand, source),
        Condition.And a => a.Parts.Any(p => Decide(p, source) == false) ? false : a.Parts.All(p => Decide(p, source) == true) ? true : null,
        Condition.Or o => o.Parts.Any(p => Decide(p, source) == true) ? true : o.Parts.All(p => Decide(p, source) == false) ? false : null,
        _ => null,
    };
}
