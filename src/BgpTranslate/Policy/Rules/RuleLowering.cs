using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Rules;

/// <summary>
/// Turns a structured policy into an ordered list of rules with forward jumps. Conditions become short-circuit code, so the list grows linearly with the
/// policy; small policies come out as a person would write them.
/// </summary>
public sealed class RuleLowering
{
    // How much may be written twice to spare jumps. Constants, so that the size stays linear.
    private const int CopiesOfTail = 6;
    private const int RepeatedGuards = 3;
    private const int Alternatives = 4;

    private readonly RuleForm form;
    private readonly ConditionNormalForm normalForm;
    private readonly RuleListBuilder list;
    private readonly Dictionary<string, int> blockEnds = [];
    private Origin enclosing;

    private RuleLowering(RuleForm form) => (this.form, normalForm, list) = (form, new ConditionNormalForm(form), new RuleListBuilder(form));

    /// <summary>
    /// The rules of a policy. Calls stay in <see cref="Rule.Call"/>; for a target without calls, use <see cref="CallInlining"/> first.
    /// Opaque conditions, actions and statements are handed on as they are. No rule at all: every route is rejected.
    /// </summary>
    public static ImmutableArray<Rule> Lower(RoutePolicy policy, RuleForm form)
    {
        var lowering = new RuleLowering(form);
        lowering.Sequence(policy.Body);
        if (policy.Final == Verdict.Accept) lowering.list.Add([], Tail.Of(Exit.Accept), Origin.None);
        return lowering.list.ToRules();
    }

    private void Sequence(ImmutableArray<PolicyStatement> body)
    {
        for (var i = 0; i < body.Length;)
        {
            var before = (list.Heading, enclosing);
            if (body[i].Name is not null || body[i].Description is not null) list.Heading = new Heading(body[i].Name, body[i].Description);
            switch (body[i])
            {
                case PolicyStatement.If s:
                    Branch(s);
                    i++;
                    break;
                case PolicyStatement.Block s:
                    var end = list.NewLabel();
                    blockEnds[s.Label] = end;
                    enclosing += s.Origin;
                    Sequence(s.Body);
                    list.Mark(end);
                    i++;
                    break;
                default:
                    var run = StraightRun(body, i);
                    WithNext(run.Tail, tail => list.Add([], tail, enclosing));
                    i += run.Length;
                    break;
            }

            (list.Heading, enclosing) = before.Heading is { Taken: true } ? (null, before.enclosing) : before;
        }
    }

    /// <summary>The longest run of statements from an index on that fits one rule.</summary>
    private (Tail Tail, int Length) StraightRun(ImmutableArray<PolicyStatement> body, int start)
    {
        var tail = Tail.Of(Exit.Next);
        var i = start;
        for (; i < body.Length; i++)
        {
            var statement = body[i];
            if (i > start && statement.Name is not null) return (tail, i - start);
            switch (statement)
            {
                case PolicyStatement.Apply s when tail.Call is null:
                    var actions = ActionSequence.Append(tail.Actions, s.Action.Origin.IsNone ? s.Action with { Origin = s.Origin } : s.Action);
                    if (!form.Fits(actions)) return (tail, i - start);
                    tail = tail with { Actions = actions };
                    break;
                case PolicyStatement.Call s when tail.Call is null:
                    tail = tail with { Call = s.Policy };
                    break;
                case PolicyStatement.Opaque s when tail.Call is null:
                    tail = tail with { Opaque = tail.Opaque.Add(s) };
                    break;
                case PolicyStatement.End s:
                    return (tail with { Exit = s.Verdict == Verdict.Accept ? Exit.Accept : Exit.Reject, Origin = tail.Origin + s.Origin }, i + 1 - start);
                case PolicyStatement.Leave s when blockEnds.TryGetValue(s.Label, out var label):
                    return (tail with { Exit = Exit.To(label), Origin = tail.Origin + s.Origin }, i + 1 - start);
                case PolicyStatement.Leave:
                    throw new ArgumentException($"No block '{((PolicyStatement.Leave)statement).Label}' encloses the statement that leaves it.");
                default:
                    return (tail, i - start);
            }

            tail = tail with { Origin = tail.Origin + statement.Origin };
        }

        return (tail, i - start);
    }

    /// <summary>The whole branch as one rule's tail, or null.</summary>
    private Tail? StraightTail(ImmutableArray<PolicyStatement> body)
    {
        if (body.IsEmpty) return Tail.Of(Exit.Next);
        if (body[0].Name is not null) return null;
        var (tail, length) = StraightRun(body, 0);
        return length == body.Length || (length > 0 && tail.Exit != Exit.Next) ? tail : null;
    }

    private void Branch(PolicyStatement.If s)
    {
        var condition = normalForm.Of(s.Condition);
        var (then, otherwise) = (s.Then, s.Else);
        if (condition is Condition.Constant constant)
        {
            var taken = constant.Value ? then : otherwise;
            enclosing += s.Origin + condition.Origin;
            Sequence(taken);
            return;
        }

        if (then.IsEmpty && !otherwise.IsEmpty) (condition, then, otherwise) = (normalForm.ComplementOf(s.Condition), otherwise, then);
        if (SpreadGuard(condition, then, otherwise) is { } statements)
        {
            enclosing += s.Origin;
            Sequence(statements);
            return;
        }

        var origin = enclosing + s.Origin;
        if (StraightTail(then) is { } thenTail && (Copies(condition) - 1) * thenTail.Cost <= CopiesOfTail)
        {
            WithNext(thenTail, tail =>
            {
                WhenTrue(condition, tail, origin);
                Sequence(otherwise);
            });
        }
        else if (!otherwise.IsEmpty && normalForm.ComplementOf(s.Condition) is var complement && StraightTail(otherwise) is { } elseTail
            && (Copies(complement) - 1) * elseTail.Cost <= CopiesOfTail)
        {
            WithNext(elseTail, tail =>
            {
                WhenTrue(complement, tail, origin);
                Sequence(then);
            });
        }
        else
        {
            var (toElse, end) = (list.NewLabel(), list.NewLabel());
            WhenFalse(condition, Tail.Of(Exit.To(toElse)), origin);
            Sequence(then);
            if (!otherwise.IsEmpty) list.Add([], Tail.Of(Exit.To(end)), Origin.None);
            list.Mark(toElse);
            Sequence(otherwise);
            list.Mark(end);
        }
    }

    /// <summary>
    /// <c>if a { if b {x; accept} reject }</c> as <c>if a and b {x; accept} if a reject</c>: for few statements that is shorter than jumps.
    /// Only where nothing can change between the tests of the guard, and where it fits into the rules. Null otherwise.
    /// </summary>
    private ImmutableArray<PolicyStatement>? SpreadGuard(Condition guard, ImmutableArray<PolicyStatement> then, ImmutableArray<PolicyStatement> otherwise)
    {
        if (then.IsEmpty || then[0] is not PolicyStatement.If || !IsPlain(guard)) return null;
        var result = ImmutableArray.CreateBuilder<PolicyStatement>();
        for (var i = 0; i < then.Length;)
        {
            if (result.Count == RepeatedGuards || then[i].Name is not null) return null;
            Tail tail;
            if (then[i] is PolicyStatement.If { Else.IsEmpty: true } inner && StraightTail(inner.Then) is { } innerTail)
            {
                var both = new Condition.And([guard, inner.Condition]) { Origin = inner.Origin };
                if (!IsPlain(normalForm.Of(both))) return null;
                result.Add(inner with { Condition = both });
                tail = innerTail;
                i++;
            }
            else
            {
                (tail, var length) = StraightRun(then, i);
                if (length == 0) return null;
                result.Add(new PolicyStatement.If(guard, [.. then.Skip(i).Take(length)], []));
                i += length;
                if (tail.Exit != Exit.Next) break;
            }

            if (i < then.Length && tail.Exit == Exit.Next) return null;
        }

        var last = (PolicyStatement.If)result[^1];
        var alwaysEnds = ReferenceEquals(last.Condition, guard) && StraightTail(last.Then) is { } end && end.Exit != Exit.Next;
        if (!otherwise.IsEmpty && !alwaysEnds) return null;
        result.AddRange(otherwise);
        return result.ToImmutable();
    }

    /// <summary>Gives a tail that falls through a label of its own behind whatever the action emits.</summary>
    private void WithNext(Tail tail, Action<Tail> emit)
    {
        var next = list.NewLabel();
        emit(tail.Exit == Exit.Next ? tail with { Exit = Exit.To(next) } : tail);
        list.Mark(next);
    }

    /// <summary>Rules that run the tail when the condition holds and otherwise reach what is emitted next.</summary>
    private void WhenTrue(Condition condition, Tail tail, Origin origin)
    {
        origin += condition.Origin;
        switch (condition)
        {
            case Condition.Not negation when !IsAtom(negation):
                WhenFalse(negation.Operand, tail, origin);
                break;
            case Condition.Or any:
                foreach (var part in any.Parts)
                    WhenTrue(part, tail, origin);
                break;
            case Condition.And all when AlternativesOf(all) is { } alternatives:
                foreach (var alternative in alternatives)
                    list.Add(alternative, tail, origin);
                break;
            case Condition.And all:
                var skip = list.NewLabel();
                var leave = Tail.Of(Exit.To(skip));
                var plain = all.Parts.Where(IsPlain).ToArray();
                ImmutableArray<Condition> others = [.. all.Parts.Where(p => !IsPlain(p))];
                foreach (var part in plain.Length > 0 ? others : others[..^1])
                    WhenFalse(part, leave, origin);
                if (plain.Length > 0)
                    Together(plain, tail, leave, origin);
                else
                    WhenTrue(others[^1], tail, origin);
                list.Mark(skip);
                break;
            default:
                list.Add([condition], tail, origin);
                break;
        }
    }

    /// <summary>Rules that run the tail when the condition does not hold and otherwise reach what is emitted next.</summary>
    private void WhenFalse(Condition condition, Tail tail, Origin origin)
    {
        switch (condition)
        {
            case Condition.Not negation:
                WhenTrue(negation.Operand, tail, origin + negation.Origin);
                break;
            case var atom when IsAtom(atom) && form.Negate(atom) is Condition.Not complement:
                list.Add([complement with { Origin = atom.Origin }], tail, origin);
                break;
            case Condition.And all when (all.Parts.Count(p => !IsPlain(p)) is var others) && others > 0 && tail.Cost == 0:
                origin += all.Origin;
                foreach (var part in all.Parts.Where(p => !IsPlain(p)))
                    WhenFalse(part, tail, origin);
                if (others < all.Parts.Length)
                    WhenFalse(Condition.All(all.Parts.Where(IsPlain)), tail, origin);
                break;
            case Condition.Or any when any.Parts.LastOrDefault(p => p is Condition.Not) is { } negated:
                var holds = list.NewLabel();
                foreach (var part in any.Parts)
                {
                    if (!ReferenceEquals(part, negated)) WhenTrue(part, Tail.Of(Exit.To(holds)), origin + any.Origin);
                }

                WhenFalse(negated, tail, origin + any.Origin);
                list.Mark(holds);
                break;
            default:
                var skip = list.NewLabel();
                WhenTrue(condition, Tail.Of(Exit.To(skip)), origin);
                list.Add([], tail, origin + condition.Origin);
                list.Mark(skip);
                break;
        }
    }

    /// <summary>All of the atoms, spread over as many rules as their slots ask for.</summary>
    private void Together(IReadOnlyList<Condition> atoms, Tail tail, Tail otherwise, Origin origin)
    {
        var groups = form.Groups(atoms);
        for (var i = 0; i < groups.Count - 1; i++)
        {
            var matched = list.NewLabel();
            list.Add(groups[i], Tail.Of(Exit.To(matched)), origin);
            list.Add([], otherwise, origin);
            list.Mark(matched);
        }

        list.Add(groups[^1], tail, origin);
    }

    /// <summary>True for what one rule can test directly.</summary>
    private bool IsPlain(Condition condition) => condition switch
    {
        Condition.And all => all.Parts.All(IsAtom) && form.Groups(all.Parts).Count == 1,
        _ => IsAtom(condition),
    };

    /// <summary>An atom of the target: a condition without structure, or a negation that the target has as such.</summary>
    private bool IsAtom(Condition condition) => condition switch
    {
        Condition.And or Condition.Or or Condition.Constant => false,
        Condition.Not negation => IsAtom(negation.Operand) && form.Negate(negation.Operand) is Condition.Not,
        _ => true,
    };

    /// <summary>The conjunction as a few alternatives of one rule each, where that is no longer than jumps.</summary>
    private List<ImmutableArray<Condition>>? AlternativesOf(Condition.And all)
    {
        List<ImmutableArray<Condition>> result = [[]];
        foreach (var part in all.Parts)
        {
            ImmutableArray<Condition> choices = part is Condition.Or any ? any.Parts : [part];
            if (choices.Length * result.Count > Alternatives || !choices.All(IsAtom)) return null;
            result = [.. result.SelectMany(_ => choices, (left, right) => left.Add(right))];
        }

        return result.All(atoms => form.Groups(atoms).Count == 1) ? result : null;
    }

    /// <summary>How often <see cref="WhenTrue"/> would write its tail.</summary>
    private int Copies(Condition condition) => condition switch
    {
        Condition.Or any => any.Parts.Sum(Copies),
        Condition.And all when AlternativesOf(all) is { } alternatives => alternatives.Count,
        Condition.And all when !all.Parts.Any(IsPlain) => Copies(all.Parts[^1]),
        _ => 1,
    };
}
