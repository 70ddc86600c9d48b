using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Policy.Rules;

/// <summary>
/// Conditions made of And, Or, atoms and negated atoms alone, without constants and without And in And or Or in Or; what the target has atoms for
/// (unions, complements) is folded into one. The result is never larger than the condition.
/// </summary>
internal sealed class ConditionNormalForm(RuleForm form)
{
    /// <summary>The normal form; a constant only when the whole condition is one.</summary>
    public Condition Of(Condition condition) => Of(condition, negated: false);

    /// <summary>The normal form of its negation.</summary>
    public Condition ComplementOf(Condition condition) => Of(condition, negated: true);

    private Condition Of(Condition condition, bool negated) => condition switch
    {
        Condition.Constant c => c.Value != negated ? Condition.True : Condition.False,
        Condition.Not negation => Of(negation.Operand, !negated),
        Condition.And all => Combine(all.Parts, all.Origin, negated, conjunction: !negated),
        Condition.Or any => Combine(any.Parts, any.Origin, negated, conjunction: negated),
        _ => Known(condition) is { } value
            ? value != negated ? Condition.True : Condition.False
            : negated ? Negated(condition) : condition,
    };

    private bool? Known(Condition atom) => form.Known(atom) ?? atom switch
    {
        Condition.SourceIs { Sources.IsEmpty: true } => false,
        Condition.Compare { Operator: Comparison.GreaterOrEqual, Value: 0 } or Condition.Compare { Operator: Comparison.LessOrEqual, Value: uint.MaxValue } => true,
        Condition.Compare { Operator: Comparison.Less, Value: 0 } or Condition.Compare { Operator: Comparison.Greater, Value: uint.MaxValue } => false,
        Condition.PrefixIn { Set: { Name: null, Set.Entries.IsEmpty: true } } => false,
        Condition.NumberIn { Set: { Name: null, Set.Entries.IsEmpty: true } } => false,
        Condition.CommunityIn { Set: { Name: null, Set.Entries.IsEmpty: true } } => false,
        _ => null,
    };

    private Condition Negated(Condition atom) =>
        form.Negate(atom) is { } complement ? complement with { Origin = complement.Origin + atom.Origin } : new Condition.Not(atom) { Origin = atom.Origin };

    private Condition Combine(ImmutableArray<Condition> operands, Origin origin, bool negated, bool conjunction)
    {
        var parts = new List<Condition>(operands.Length);
        foreach (var operand in operands)
        {
            var part = Of(operand, negated);
            if (part is Condition.Constant c)
            {
                if (c.Value != conjunction) return part;
            }
            else if (part is Condition.And nested && conjunction)
            {
                parts.AddRange(nested.Parts);
            }
            else if (part is Condition.Or nestedOr && !conjunction)
            {
                parts.AddRange(nestedOr.Parts);
            }
            else
            {
                parts.Add(part);
            }
        }

        Unite(parts, conjunction);
        return parts.Count switch
        {
            0 => conjunction ? Condition.True : Condition.False,
            1 => parts[0] with { Origin = parts[0].Origin + origin },
            _ => conjunction ? new Condition.And([.. parts]) { Origin = origin } : new Condition.Or([.. parts]) { Origin = origin },
        };
    }

    /// <summary>a ∨ b becomes one atom where the target has it; ¬a ∧ ¬b likewise becomes ¬(a ∨ b).</summary>
    private void Unite(List<Condition> parts, bool conjunction)
    {
        var lastOfSlot = new Dictionary<string, int>();
        for (var i = 0; i < parts.Count; i++)
        {
            var atom = conjunction ? (parts[i] as Condition.Not)?.Operand : parts[i] is Condition.Not or Condition.And or Condition.Or ? null : parts[i];
            if (atom is null || form.ConditionSlot(atom) is not { } slot) continue;
            if (lastOfSlot.TryGetValue(slot, out var earlier))
            {
                var other = conjunction ? ((Condition.Not)parts[earlier]).Operand : parts[earlier];
                if (form.Either(other, atom) is { } union)
                {
                    union = union with { Origin = union.Origin + other.Origin + atom.Origin };
                    parts[earlier] = conjunction ? new Condition.Not(union) { Origin = union.Origin } : union;
                    parts.RemoveAt(i--);
                    continue;
                }
            }

            lastOfSlot[slot] = i;
        }
    }
}
