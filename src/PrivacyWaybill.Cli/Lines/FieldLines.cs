using System.Buffers;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Numbers;

namespace PrivacyWaybill.Cli.Lines;

/// <summary>Masks the values of one kind of field, one a line, in constant memory; raw bytes in and out.</summary>
/// <param name="field">The kind: one of <see cref="Names"/>.</param>
/// <param name="profile">The masking profile.</param>
/// <param name="isVirtual">The phones were declared virtual by a registered issuer.</param>
/// <param name="error">Where lines that cannot be masked are named; nothing of a value gets there.</param>
internal sealed class FieldLines(string field, MaskingProfile profile, bool isVirtual, TextWriter error)
{
    /// <summary>The kinds of field.</summary>
    public static readonly string[] Names = ["name", "phone", "address", "remark", "waybill_no"];

    private readonly WaybillMasker _masker = new(profile);
    private readonly ArrayBufferWriter<byte> _output = new(1 << 16);
    private byte[] _value = [], _masked = [];
    private long _line;

    /// <summary>How many lines could not be masked.</summary>
    public long Failed { get; private set; }

    /// <summary>Masks all of the input; whenever the input has no more to give for now, the output is complete so far.</summary>
    public async Task RunAsync(Stream input, Stream output, CancellationToken cancel)
    {
        var lines = new LineSource(input);
        while (await lines.FillAsync(cancel))
        {
            while (lines.TryRead(out var line)) Mask(line);
            await output.WriteAsync(_output.WrittenMemory, cancel);
            await output.FlushAsync(cancel);
            _output.ResetWrittenCount();
        }
    }

    private void Mask(in Line line)
    {
        _line++;
        if (_value.Length < line.Text.Length)
        {
            _value = new byte[line.Text.Length];
            _masked = new byte[line.Text.Length];
        }
        var value = _value.AsSpan(0, LineEscapes.Read(line.Text, _value));
        if (line.IsTooLong) Fail($"longer than {LineSource.LongestLine} bytes");
        else if (TryMask(value, out var masked)) _output.Advance(LineEscapes.Write(masked, _output.GetSpan(2 * masked.Length)));
        _output.Write(line.Ending);
    }

    private bool TryMask(Span<byte> value, out ReadOnlySpan<byte> masked)
    {
        masked = value;
        if (field == "waybill_no") return IsWaybillNumber(value);
        if (isVirtual)
        {
            if (NumberText.TryParse(value, out var number) && number.ExtensionDigits > 0) return true;
            error.WriteLine($"line {_line}: warning: not a number with an extension, so it is masked like any phone");
        }
        var result = _masker.Mask(KindOf(field), value, _masked);
        masked = _masked.AsSpan(0, result.Written);
        if (result.Status == MaskStatus.Done) return true;
        Fail("not valid UTF-8");
        return false;
    }

    private bool IsWaybillNumber(ReadOnlySpan<byte> value)
    {
        switch (WaybillNumber.Validate(value))
        {
            case WaybillNumberFault.None:
                return true;
            case WaybillNumberFault.WrongCheckDigit:
                Fail("has the form of UPU S10, but a wrong check digit");
                return false;
            default:
                Fail($"a waybill number is {WaybillNumber.MinLength} to {WaybillNumber.MaxLength} ASCII letters, digits or '-'");
                return false;
        }
    }

    private void Fail(string fault)
    {
        Failed++;
        error.WriteLine($"line {_line}: error: {fault}; nothing is printed for it");
    }

    private static WaybillField KindOf(string field) => field switch
    {
        "name" => WaybillField.Name,
        "phone" => WaybillField.Phone,
        "address" => WaybillField.Address,
        "remark" => WaybillField.FreeText,
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };
}
