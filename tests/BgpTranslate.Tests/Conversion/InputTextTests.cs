using System.Text;
using BgpTranslate.Conversion;
using Xunit;

namespace BgpTranslate.Tests.Conversion;

/// <summary>Bytes of all ages become text.</summary>
public class InputTextTests
{
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_decides(string encoding)
    {
        var e = Encoding.GetEncoding(encoding);
        Assert.Equal("router bgp 65000 ü", InputText.Decode("x", [.. e.GetPreamble(), .. e.GetBytes("router bgp 65000 ü")], out _)!.Content);
    }

    [Fact]
    public void What_is_no_utf8_is_latin1() => Assert.Equal("description Zürich", InputText.Decode("x", Encoding.Latin1.GetBytes("description Zürich"), out _)!.Content);

    [Fact]
    public void A_few_control_characters_are_still_text() => Assert.NotNull(InputText.Decode("x", [0, 0, .. Encoding.UTF8.GetBytes("router bgp 65000\n neighbor 192.0.2.1 remote-as 65001")], out _));

    [Fact]
    public void Another_kind_of_file_is_refused()
    {
        Assert.Null(InputText.Decode("x", new byte[1000], out var problem));
        Assert.NotNull(problem);
    }

    [Fact]
    public void Nothing_is_text() => Assert.Equal("", InputText.Decode("x", [], out _)!.Content);
}
