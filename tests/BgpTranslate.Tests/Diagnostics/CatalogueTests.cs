using BgpTranslate.Diagnostics;
using Xunit;

namespace BgpTranslate.Tests.Diagnostics;

/// <summary>The catalogue is what <c>bgpx explain</c> prints: every code must be worth reading.</summary>
public class CatalogueTests
{
    [Fact]
    public void Every_code_is_explained_with_an_example_and_an_action()
    {
        Assert.All(DiagnosticCatalogue.All, code =>
        {
            Assert.Matches("^BGPX[1-4][0-9]{3}$", code.Id);
            Assert.All(new[] { code.Title, code.Explanation, code.Example, code.Action }, text => Assert.False(string.IsNullOrWhiteSpace(text), code.Id));
            Assert.EndsWith(".", code.Explanation);
            Assert.EndsWith(".", code.Action);
            Assert.DoesNotMatch("[.]$", code.Title);
        });
    }

    [Fact]
    public void Codes_are_unique() => Assert.Equal(DiagnosticCatalogue.All.Count, DiagnosticCatalogue.All.Select(c => c.Id).Distinct().Count());

    [Fact]
    public void Every_code_of_the_catalogue_is_listed()
    {
        var fields = typeof(DiagnosticCatalogue).GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)
            .Where(f => f.FieldType == typeof(DiagnosticCode)).Select(f => (DiagnosticCode)f.GetValue(null)!);
        Assert.Equal(fields.OrderBy(c => c.Id, StringComparer.Ordinal), DiagnosticCatalogue.All.OrderBy(c => c.Id, StringComparer.Ordinal));
    }

    [Fact]
    public void Loss_is_never_below_a_warning() =>
        Assert.All(DiagnosticCatalogue.All.Where(c => c.Id is "BGPX1001" or "BGPX2001" or "BGPX2002" or "BGPX2003"), c => Assert.True(c.Severity >= Severity.Warning));
}
