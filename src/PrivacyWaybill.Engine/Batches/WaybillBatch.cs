using System.Buffers;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Batches;

/// <summary>
/// One batch on its way: what the codec read, and what the pipeline makes of it. Texts lie as UTF-8 in two buffers
/// (what came in, what goes out) and are named by slices, so that no text is ever a string of its own; everything is
/// reused from batch to batch. Not thread-safe: one stage at a time owns it.
/// </summary>
public sealed class WaybillBatch
{
    private readonly ByteArena _inputText = new();
    private readonly ByteArena _outputText = new();
    private WaybillItem[] _items = [];
    private Slice[] _inputs = [];
    private Slice[] _outputs = [];
    private BatchWarning[] _warnings = [];
    private int _warningCount;

    /// <summary>The caller's id, echoed.</summary>
    public ulong BatchId { get; set; }

    /// <summary>The batch's place in its stream, from 1.</summary>
    public ulong Sequence { get; set; }

    /// <summary>Whether the batch as a whole was taken.</summary>
    public BatchCode Code { get; private set; }

    /// <summary>If it was not taken: what to do about it.</summary>
    public string Remedy { get; private set; } = "";

    /// <summary>The profiles by which it is masked, all of it.</summary>
    public ProfileSet Profiles { get; set; } = ProfileSet.BuiltIn;

    /// <summary>The answer on the wire, once the codec has written it.</summary>
    public WireWriter Answer { get; } = new();

    /// <summary>The numbers that its parties have already, if it is an import; null otherwise.</summary>
    public GivenNumbers? Given { get; set; }

    /// <summary>How many waybills it has.</summary>
    public int Count { get; private set; }

    /// <summary>What has been reached by what this batch acknowledges.</summary>
    public Durability Durability { get; set; }

    /// <summary>If an item is retryable: how long to wait; zero otherwise.</summary>
    public TimeSpan RetryDelay { get; private set; }

    /// <summary>The waybills.</summary>
    public Span<WaybillItem> Items => _items.AsSpan(0, Count);

    /// <summary>Bytes of all texts that came in; texts that go out by masking need no more.</summary>
    public int InputLength => _inputText.Length;

    /// <summary>Makes the batch empty and gives it room for a number of waybills.</summary>
    public void Reset(int count)
    {
        _inputText.Clear();
        _outputText.Clear();
        Answer.Clear();
        BatchId = 0;
        Sequence = 0;
        Given = null;
        Code = BatchCode.Ok;
        Remedy = "";
        Durability = Durability.Unspecified;
        RetryDelay = TimeSpan.Zero;
        _warningCount = 0;
        Take(count);
    }

    /// <summary>Makes room for a number of waybills, all of them empty, beside what came in as bytes.</summary>
    internal void Take(int count)
    {
        Count = count;
        if (_items.Length < count) Grow(count);
        foreach (ref var item in Items)
            item = new WaybillItem { Field = "", Remedy = "", FirstWarning = -1 };
    }

    /// <summary>Makes the batch one that was not taken.</summary>
    public void Refuse(BatchCode code, string remedy)
    {
        var id = BatchId;
        var sequence = Sequence;
        Reset(0);
        (BatchId, Sequence, Code, Remedy) = (id, sequence, code, remedy);
    }

    /// <summary>A text that came in; empty if absent.</summary>
    public ReadOnlySpan<byte> Input(int item, TextField field) => Present(item).Contains(field) ? _inputText[_inputs[At(item, field)]] : default;

    /// <summary>A text that goes out; empty if absent.</summary>
    public ReadOnlySpan<byte> Output(int item, TextField field) => Printed(item).Contains(field) ? _outputText[_outputs[At(item, field)]] : default;

    /// <summary>A run of the output (a token, a number, a sealed record).</summary>
    public ReadOnlySpan<byte> Output(Slice slice) => _outputText[slice];

    /// <summary>Which texts came in, and are not empty.</summary>
    public TextFieldSet Present(int item) => new(_items[item].Present);

    /// <summary>Which texts go out.</summary>
    public TextFieldSet Printed(int item) => new(_items[item].Printed);

    /// <summary>A run of what came in.</summary>
    public ReadOnlySpan<byte> Input(Slice slice) => _inputText[slice];

    /// <summary>Takes in a whole message, of which slices then are texts. The batch has just been reset.</summary>
    internal ReadOnlySpan<byte> AddMessage(in ReadOnlySequence<byte> message)
    {
        var span = _inputText.Append(checked((int)message.Length), out _);
        message.CopyTo(span);
        return span;
    }

    /// <summary>Makes a run of the message a text.</summary>
    internal void SetInput(int item, TextField field, Slice text)
    {
        _inputs[At(item, field)] = text;
        Note(item, field, text.Length > 0);
    }

    /// <summary>Takes in a text: the caller fills the returned span before it does anything else with the batch.</summary>
    public Span<byte> AddInput(int item, TextField field, int length)
    {
        var span = _inputText.Append(length, out var slice);
        SetInput(item, field, slice);
        return span;
    }

    /// <summary>Takes in bytes that are no text of an item: the caller fills the returned span before it does anything else with the batch.</summary>
    public Span<byte> AddInput(int length, out Slice slice) => _inputText.Append(length, out slice);

    /// <summary>Room for up to <paramref name="length"/> bytes of output, to be taken by <see cref="Commit(int, TextField, int)"/> or <see cref="Commit(int)"/>.</summary>
    public Span<byte> OutputRoom(int length) => _outputText.Room(length);

    /// <summary>Takes the first bytes of the room as an item's text.</summary>
    public void Commit(int item, TextField field, int length)
    {
        _outputs[At(item, field)] = Commit(length);
        _items[item].Printed |= 1UL << (int)field;
    }

    /// <summary>Takes the first bytes of the room as a run of the output.</summary>
    public Slice Commit(int length) => _outputText.Commit(length);

    /// <summary>Forgets a text of an item's result, before it is masked anew.</summary>
    public void ClearOutput(int item, TextField field) => _items[item].Printed &= ~(1UL << (int)field);

    /// <summary>Forgets a text that came in, before another one takes its place.</summary>
    public void ClearInput(int item, TextField field) => SetInput(item, field, default);

    /// <summary>Whether a text that came in was masked already, as far as masking has found out.</summary>
    public bool HasArrivedMasked(int item, TextField field) => (_items[item].ArrivedMasked >> (int)field & 1) != 0;

    /// <summary>Notes that a text was masked when it came: it is no original.</summary>
    public void NoteArrivedMasked(int item, TextField field) => _items[item].ArrivedMasked |= 1UL << (int)field;

    /// <summary>Adds a warning to an item.</summary>
    public void Warn(int item, WarningCode code, string field = "", UnreachableReason reason = UnreachableReason.Unspecified)
    {
        if (_warningCount == _warnings.Length) Array.Resize(ref _warnings, Math.Max(16, _warningCount * 2));
        _warnings[_warningCount] = new BatchWarning(code, field, reason, _items[item].FirstWarning);
        _items[item].FirstWarning = _warningCount++;
    }

    /// <summary>Adds a warning about a text.</summary>
    public void Warn(int item, WarningCode code, TextField field) => Warn(item, code, TextFields.Path(field));

    /// <summary>Forgets an item's warnings, before it is masked anew.</summary>
    public void ClearWarnings(int item) => _items[item].FirstWarning = -1;

    /// <summary>An item's warnings, newest first: start with its <c>First</c>, go on by <see cref="BatchWarning.Next"/> until -1.</summary>
    public BatchWarning Warning(int index) => _warnings[index];

    /// <summary>Index of an item's first warning, or -1.</summary>
    public int FirstWarning(int item) => _items[item].FirstWarning;

    /// <summary>Tells the client not to come back sooner with what is retryable; the longest of several counts.</summary>
    public void SuggestRetryAfter(TimeSpan delay)
    {
        if (delay > RetryDelay) RetryDelay = delay;
    }

    private void Note(int item, TextField field, bool isPresent)
    {
        ref var present = ref _items[item].Present;
        present = isPresent ? present | 1UL << (int)field : present & ~(1UL << (int)field);
    }

    private static int At(int item, TextField field) => item * TextFields.Count + (int)field;

    private void Grow(int count)
    {
        _items = new WaybillItem[count];
        _inputs = new Slice[count * TextFields.Count];
        _outputs = new Slice[count * TextFields.Count];
    }
}
