using System.Text;
using BgpTranslate.Text;

namespace BgpTranslate.Conversion;

/// <summary>From bytes to text: UTF-8, or what a byte order mark says; bytes that are no UTF-8 are read as Latin-1, as old devices write it.</summary>
public static class InputText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file; null with the problem when the bytes are no text.</summary>
    public static SourceFile? Decode(string path, ReadOnlySpan<byte> bytes, out string? problem)
    {
        problem = null;
        if (Marked(bytes) is { } marked) return new SourceFile(path, marked);
        if (LooksBinary(bytes))
        {
            problem = "the file is binary, not text";
            return null;
        }

        try
        {
            return new SourceFile(path, StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return new SourceFile(path, Encoding.Latin1.GetString(bytes));
        }
    }

    private static string? Marked(ReadOnlySpan<byte> bytes)
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.UTF32, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            if (bytes.StartsWith(encoding.Preamble)) return encoding.GetString(bytes[encoding.Preamble.Length..]);
        }

        return null;
    }

    // A stray control character is a bad line; many of them are another kind of file.
    private static bool LooksBinary(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, 8192)];
        var controls = 0;
        foreach (var b in head)
        {
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B)) controls++;
        }

        return controls * 10 > head.Length;
    }
}
