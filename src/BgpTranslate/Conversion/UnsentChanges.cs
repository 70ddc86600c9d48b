using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Conversion;

/// <summary>
/// Filters of BIRD change numbers of a route on its way to a peer that the peer never sees: the metric of the kernel's routes, the preference. Unless the filter itself asks for the number
/// later on, the change does nothing, and goes.
/// </summary>
internal static class UnsentChanges
{
    private static readonly ImmutableArray<NumericAttribute> Unsent = [NumericAttribute.SourceMetric, NumericAttribute.Preference];

    /// <summary>The configuration without those changes, where the target has no such numbers; what went is told.</summary>
    public static (EffectiveConfiguration Configuration, ImmutableArray<Announcement> Announcements) Removed(EffectiveConfiguration source, Platform target)
    {
        if (source.Platform.Export != ExportScope.WholeRib || target.Export == ExportScope.WholeRib) return (source, []);
        var configuration = source.Configuration;
        var policies = configuration.Policies;
        var announcements = ImmutableArray.CreateBuilder<Announcement>();
        foreach (var name in UsedForExportAlone(configuration))
        {
            if (!policies.TryGetValue(name, out var policy)) continue;
            foreach (var number in Unsent)
            {
                var removal = new Removal(number);
                var body = removal.Of(policy.Body, isAskedForLater: false).Body;
                if (removal.Removed.IsNone) continue;
                policies = policies.SetItem(name, policy = policy with { Body = body });
                announcements.Add(new Announcement(Disposition.Inherent, "no peer is sent it", Origin: removal.Removed));
            }
        }

        return ReferenceEquals(policies, configuration.Policies)
            ? (source, [])
            : (new EffectiveConfiguration(configuration with { Policies = policies }, source.Platform), announcements.ToImmutable());
    }

    private static IEnumerable<string> UsedForExportAlone(Configuration configuration) =>
        configuration.PolicyAttachments().Where(p => p.All(s => s == FamilySettings.ExportPolicy)).Select(p => p.Key);

    /// <summary>Takes changes of a number out of a policy, from its end to its start.</summary>
    private sealed class Removal(NumericAttribute number)
    {
        private readonly Dictionary<string, bool> isAskedForBehind = new(StringComparer.Ordinal);

        /// <summary>Who stated what went.</summary>
        public Origin Removed { get; private set; }

        /// <summary>The statements without changes that nothing asks for, and whether something in them asks for what the number is before.</summary>
        public (ImmutableArray<PolicyStatement> Body, bool IsAskedFor) Of(ImmutableArray<PolicyStatement> body, bool isAskedForLater)
        {
            var result = new List<PolicyStatement>();
            var isAskedFor = isAskedForLater;
            for (var i = body.Length - 1; i >= 0; i--)
            {
                switch (body[i])
                {
                    case PolicyStatement.Apply { Action: PolicyAction.SetNumber set } apply when set.Attribute == number:
                        if (!isAskedFor)
                        {
                            Removed += apply.Origin;
                            continue;
                        }

                        isAskedFor = Reads(set);
                        break;
                    case PolicyStatement.Apply apply:
                        isAskedFor |= apply.Action is PolicyAction.Opaque || Reads(apply.Action);
                        break;
                    case PolicyStatement.If choice:
                        var (then, otherwise) = (Of(choice.Then, isAskedFor), Of(choice.Else, isAskedFor));
                        if (then.Body.IsEmpty && otherwise.Body.IsEmpty && !(choice.Then.IsEmpty && choice.Else.IsEmpty))
                        {
                            Removed += choice.Origin;
                            continue;
                        }

                        result.Add(then.Body == choice.Then && otherwise.Body == choice.Else ? choice : choice with { Then = then.Body, Else = otherwise.Body });
                        isAskedFor = then.IsAskedFor || otherwise.IsAskedFor || Reads(choice.Condition);
                        continue;
                    case PolicyStatement.Block block:
                        isAskedForBehind[block.Label] = isAskedFor;
                        var inner = Of(block.Body, isAskedFor);
                        isAskedFor = inner.IsAskedFor;
                        result.Add(inner.Body == block.Body ? block : block with { Body = inner.Body });
                        continue;
                    case PolicyStatement.Leave leave:
                        isAskedFor = isAskedForBehind.GetValueOrDefault(leave.Label, true);
                        break;
                    case PolicyStatement.End:
                        isAskedFor = false;
                        break;
                    default:
                        isAskedFor = true;
                        break;
                }

                result.Add(body[i]);
            }

            result.Reverse();
            return (result.Count == body.Length && result.SequenceEqual(body) ? body : [.. result], isAskedFor);
        }

        private bool Reads(PolicyAction action) =>
            action is PolicyAction.SetNumber set && (set.Change switch
            {
                NumberChange.Copy copy => copy.From == number,
                NumberChange.Complement complement => complement.From == number,
                NumberChange.Add or NumberChange.Subtract => set.Attribute == number,
                _ => false,
            });

        private bool Reads(Condition condition) => condition switch
        {
            Condition.Not c => Reads(c.Operand),
            Condition.And c => c.Parts.Any(Reads),
            Condition.Or c => c.Parts.Any(Reads),
            Condition.Compare c => c.Attribute == number,
            Condition.NumberIn c => c.Attribute == number,
            Condition.Opaque => true,
            _ => false,
        };
    }
}
