using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Tests.Policy;

/// <summary>Short spellings of policies.</summary>
internal static class Programs
{
    public static Condition A { get; } = new Condition.FromPeer("A");

    public static Condition B { get; } = new Condition.FromPeer("B");

    public static Condition C { get; } = new Condition.FromPeer("C");

    public static Condition Med5 { get; } = new Condition.Compare(NumericAttribute.Med, Comparison.Equal, 5);

    public static PolicyStatement Accept { get; } = new PolicyStatement.End(Verdict.Accept);

    public static PolicyStatement Reject { get; } = new PolicyStatement.End(Verdict.Reject);

    public static Condition And(params Condition[] parts) => new Condition.And([.. parts]);

    public static Condition Or(params Condition[] parts) => new Condition.Or([.. parts]);

    public static Condition Not(Condition operand) => new Condition.Not(operand);

    public static PolicyStatement Set(uint tag) => new PolicyStatement.Apply(new PolicyAction.SetNumber(NumericAttribute.Tag, new NumberChange.To(tag)));

    public static PolicyStatement Prepend(params uint[] numbers) => new PolicyStatement.Apply(new PolicyAction.PrependAsPath([.. numbers]));

    public static PolicyStatement Remove(string text) => new PolicyStatement.Apply(new PolicyAction.Opaque(text, "test"));

    public static PolicyStatement If(Condition condition, params PolicyStatement[] then) => new PolicyStatement.If(condition, [.. then], []);

    public static PolicyStatement If(Condition condition, PolicyStatement[] then, PolicyStatement[] otherwise) =>
        new PolicyStatement.If(condition, [.. then], [.. otherwise]);

    public static PolicyStatement Block(string label, params PolicyStatement[] body) => new PolicyStatement.Block(label, [.. body]);

    public static PolicyStatement Leave(string label) => new PolicyStatement.Leave(label);

    public static RoutePolicy Program(IEnumerable<PolicyStatement> body) => new() { Name = "test", Body = [.. body] };
}
