using BgpTranslate.Text;
using Xunit;

namespace BgpTranslate.Tests.Text;

/// <summary>What reaches a terminal or a report is harmless and holds no secret.</summary>
public class PrintableTextTests
{
    [Theory]
    [InlineData("neighbor 192.0.2.1 password hunter2", "neighbor 192.0.2.1 password <hidden>")]
    [InlineData("\tpassword \"hunter2\";", "password <hidden>")]
    [InlineData("add name=p1 tcp-md5-key=hunter2 remote.as=65001", "add name=p1 tcp-md5-key=<hidden>")]
    [InlineData("set password ENC hunter2", "set password <hidden>")]
    [InlineData("authSecretRef: hunter2", "authSecretRef: <hidden>")]
    [InlineData("authentication hunter2", "authentication <hidden>")]
    [InlineData("key 1 md5 hunter2", "key <hidden>")]
    [InlineData("service password-encryption", "service password-<hidden>")]
    [InlineData("neighbor 192.0.2.1 remote-as 65001", "neighbor 192.0.2.1 remote-as 65001")]
    [InlineData("keepalive 30", "keepalive 30")]
    [InlineData("password", "password")]
    public void Secrets_are_hidden_in_excerpts(string source, string shown) => Assert.Equal(shown, PrintableText.Excerpt(source));

    [Fact]
    public void An_excerpt_is_one_short_line() => Assert.Equal(new string('a', 80) + "…", PrintableText.Excerpt("  " + new string('a', 200) + "\nsecond"));

    [Theory]
    [InlineData("a\e[31mb", "a\u241B[31mb")]
    [InlineData("a\nb\tc", "a b c")]
    [InlineData("a\u202Eb", "a\uFFFDb")]
    [InlineData("größer 😀", "größer 😀")]
    public void Control_characters_do_not_reach_a_terminal(string source, string shown) => Assert.Equal(shown, PrintableText.Of(source));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\uFFFDb", PrintableText.Of("a\uD800b"));

    [Fact]
    public void An_excerpt_cut_in_a_surrogate_pair_is_still_text() =>
        Assert.Equal(new string('a', 79) + "\uFFFD…", PrintableText.Excerpt(new string('a', 79) + "😀😀"));
}
