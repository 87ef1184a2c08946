using System.Runtime.CompilerServices;
using PrivacyWaybill.Masking.Profiles;

namespace PrivacyWaybill.Masking.Text;

/// <summary>
/// A masked field, front to back, as its rule decides on it: parts of the text that stay, and what stands for those
/// that do not. Written out at the end, in one go.
/// </summary>
/// <remarks>One instance a thread, with its text, serves field after field.</remarks>
internal sealed class MaskOutput
{
    // Fields of waybills are some 10 to 600 bytes; what is longer is decoded into an instance of its own.
    private const int MostKept = 4096;

    private const int LongestRun = 3;
    private const int StartRoom = 64;

    // What a piece is that keeps nothing.
    private const int Star = -1;
    private const int Smile = -2;
    private const int Middle = -3;

    [ThreadStatic]
    private static MaskOutput? t_instance;

    private readonly FieldText _usualText = new(MostKept);
    private Piece[] _pieces = new Piece[StartRoom];
    private int _count;

    private MaskOutput() => Text = _usualText;

    /// <summary>The field.</summary>
    public FieldText Text { get; private set; }

    /// <summary>What the profile shows.</summary>
    public FieldStyles Styles { get; private set; } = FieldStyles.Gb41833;

    /// <summary>What was noticed so far.</summary>
    public MaskNotes Notes { get; private set; }

    /// <summary>Whether masking the output again is known to change nothing.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>An instance of this thread for a source of some bytes; valid until the thread asks again.</summary>
    public static MaskOutput OfThread(int bytes)
    {
        var output = t_instance ??= new();
        output.Text = bytes <= MostKept ? output._usualText : new(bytes);
        return output;
    }

    /// <summary>Begins anew, of the text as it was decoded last.</summary>
    public void Begin(FieldStyles styles)
    {
        Styles = styles;
        Notes = MaskNotes.None;
        IsSettled = false;
        _count = 0;
    }

    /// <summary>Says that the output is its own masked form, which spares the second pass.</summary>
    public void Settle() => IsSettled = true;

    /// <summary>Adds notes.</summary>
    public void Note(MaskNotes notes) => Notes |= notes;

    /// <summary>Keeps a range of the text.</summary>
    public void Keep(int from, int to)
    {
        if (to > from) Add(new(from, to));
    }

    /// <summary>Adds stars, one byte each.</summary>
    public void Stars(int count)
    {
        if (count > 0) Add(new(Star, count));
    }

    /// <summary>Adds what stands for a hidden part as a whole: <c>***</c>, or fewer when it has fewer characters.</summary>
    /// <param name="graphemes">How many characters are hidden.</param>
    public void Run(int graphemes) => Stars(Math.Min(LongestRun, graphemes));

    /// <summary>Adds the smiley that stands for a hidden run.</summary>
    public void Smiley() => Add(new(Smile, 0));

    /// <summary>Adds the interpunct in its official form, U+00B7.</summary>
    public void Interpunct() => Add(new(Middle, 0));

    /// <summary>Whether all of the text is kept as one piece.</summary>
    public bool IsWhole => _count == 1 && _pieces[0] == new Piece(0, Text.Length);

    /// <summary>Whether nothing is kept behind the first code units, which are one piece.</summary>
    public bool IsStarsBehind(int units)
    {
        if (_count == 0 || _pieces[0] != new Piece(0, units)) return false;
        foreach (var piece in _pieces.AsSpan(1, _count - 1))
            if (piece.From != Star) return false;
        return true;
    }

    /// <summary>Whether one star stands for the first code unit, and all others are kept.</summary>
    public bool IsStarInFront => _count == 2 && _pieces[0] == new Piece(Star, 1) && _pieces[1] == new Piece(1, Text.Length);

    /// <summary>Writes the masked field.</summary>
    /// <param name="source">The bytes from which the text was decoded.</param>
    /// <param name="destination">At least as long.</param>
    /// <returns>The bytes written.</returns>
    public int WriteTo(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = 0;
        foreach (var (from, to) in _pieces.AsSpan(0, _count))
        {
            switch (from)
            {
                case Star:
                    // Mostly one to three: a loop is faster than a call.
                    for (var end = written + to; written < end; written++) destination[written] = (byte)'*';
                    break;
                case Smile:
                    "^_^"u8.CopyTo(destination[written..]);
                    written += 3;
                    break;
                case Middle:
                    "·"u8.CopyTo(destination[written..]);
                    written += 2;
                    break;
                default:
                    var kept = source[Text.OffsetOf(from)..Text.OffsetOf(to)];
                    kept.CopyTo(destination[written..]);
                    written += kept.Length;
                    break;
            }
        }

        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Piece piece)
    {
        if (_count == _pieces.Length) Grow();
        _pieces[_count++] = piece;
    }

    private void Grow() => Array.Resize(ref _pieces, _pieces.Length * 2);

    /// <summary>Code units from one index up to another, or a number of what one of the constants names.</summary>
    private readonly record struct Piece(int From, int To);
}
