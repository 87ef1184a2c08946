using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Content;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Stages;

/// <summary>Stage <c>masking</c>: every text that may be printed, from input to output. What cannot be masked is an error.</summary>
internal sealed class MaskingStage(PlatformNumbers platformNumbers)
{
    private static readonly PartyField[] OfParty =
    [
        PartyField.Name, PartyField.Mobile, PartyField.Landline, PartyField.Company,
        PartyField.AddressText, PartyField.Province, PartyField.City, PartyField.District, PartyField.Town, PartyField.Detail,
        PartyField.PlatformReference,
    ];

    private static readonly TextFieldSet General = TextFieldSet.Of(TextField.Goods, TextField.Remark, TextField.RouteLabel),
        OfSender = TextFieldSet.Of(OfParty.Select(static f => TextFields.Of(PartyRole.Sender, f))),
        OfRecipient = TextFieldSet.Of(OfParty.Select(static f => TextFields.Of(PartyRole.Recipient, f)));

    private static readonly bool[] Repeats = [.. Enumerable.Range(0, TextFields.Count).Select(i => IsRepeated((TextField)i))];

    private readonly UnchangedTexts _unchanged = new();

    public void Mask(WaybillBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
            if (batch.Items[i].IsOpen) Mask(batch, i);
    }

    /// <summary>Masks one item's inputs; also used to mask what is stored instead of what came.</summary>
    public void Mask(WaybillBatch batch, int i)
    {
        if (!batch.Profiles.TryGet(batch.Output(i, TextField.Profile), out var profile))
        {
            batch.Items[i].Fail(ItemCode.Internal, TextField.Profile, "the profile was lost on the way");
            return;
        }
        batch.Items[i].NonCompliant = !profile.IsCompliant;
        batch.Items[i].ArrivedMasked = 0;
        var recipient = profile.MaskerOf(WaybillParty.Recipient);
        _ = Apply(batch, i, batch.Present(i) & General, recipient)
            && MaskParty(batch, i, PartyRole.Sender, profile.MaskerOf(WaybillParty.Sender))
            && MaskParty(batch, i, PartyRole.Recipient, recipient);
    }

    private bool MaskParty(WaybillBatch batch, int i, PartyRole party, WaybillMasker masker)
    {
        if (!Apply(batch, i, batch.Present(i) & (party == PartyRole.Sender ? OfSender : OfRecipient), masker)) return false;

        var number = TextFields.Of(party, PartyField.PlatformNumber);
        if (batch.Input(i, number).IsEmpty) return true;
        var isVerified = platformNumbers.IsVerified(batch.Input(i, TextFields.Of(party, PartyField.PlatformIssuer)), batch.Input(i, number));
        if (!isVerified) batch.Warn(i, WarningCode.NotAVirtualNumber, number);
        return Apply(batch, i, number, isVerified ? null : WaybillField.Phone, masker);
    }

    private bool Apply(WaybillBatch batch, int i, TextFieldSet fields, WaybillMasker masker)
    {
        foreach (var field in fields)
            if (!Apply(batch, i, field, TextFields.Kind(field), masker)) return false;
        return true;
    }

    /// <summary>Masks a text by a rule, or lets it pass if there is none.</summary>
    private bool Apply(WaybillBatch batch, int i, TextField field, WaybillField? kind, WaybillMasker masker)
    {
        var source = batch.Input(i, field);
        if (source.IsEmpty) return true;
        var room = batch.OutputRoom(source.Length);
        var mayBeKnown = kind is not null && source.Length <= UnchangedTexts.LongestText && Repeats[(int)field];
        if (mayBeKnown && _unchanged.Contains(masker, kind!.Value, source))
        {
            source.CopyTo(room);
            batch.Commit(i, field, source.Length);
            return true;
        }
        var result = kind is { } rule ? masker.Mask(rule, source, room) : Copy(source, room);
        if (result.Status != MaskStatus.Done)
        {
            batch.Items[i].Fail(ItemCode.InvalidFormat, field, "is not valid UTF-8, so it cannot be masked");
            return false;
        }
        var arrived = result.Notes & ArrivedMasked.Noted;
        if (arrived == 0 && kind is { } looked && LooksAway(masker, looked) && ArrivedMasked.Is(looked, source))
            arrived = room[..result.Written].SequenceEqual(source) ? MaskNotes.AlreadyMasked : MaskNotes.MaskedFurther;
        batch.Commit(i, field, result.Written);
        if (mayBeKnown && arrived == 0 && result.Notes == MaskNotes.None && batch.Output(i, field).SequenceEqual(source)) _unchanged.Add(masker, kind!.Value, source);
        if (arrived == 0) return true;
        batch.NoteArrivedMasked(i, field);
        batch.Warn(i, (arrived & MaskNotes.MaskedFurther) != 0 ? WarningCode.MaskedFurther : WarningCode.AlreadyMasked, field);
        return true;
    }

    /// <summary>Whether many waybills have the same text there.</summary>
    private static bool IsRepeated(TextField field) => field == TextField.Goods
        || field >= TextField.SenderName && (PartyField)((field - TextField.SenderName) % (TextField.RecipientName - TextField.SenderName)) is
            PartyField.Company or PartyField.Province or PartyField.City or PartyField.District or PartyField.Town;

    /// <summary>
    /// Another profile than the default may hide a text as a whole, and does not look at it then. Phones are always looked at.
    /// </summary>
    private static bool LooksAway(WaybillMasker masker, WaybillField kind) =>
        kind != WaybillField.Phone && !ReferenceEquals(masker.Profile, MaskingProfile.Gb41833);

    private static MaskResult Copy(ReadOnlySpan<byte> source, Span<byte> room)
    {
        source.CopyTo(room);
        return new MaskResult(MaskStatus.Done, source.Length, MaskNotes.None);
    }
}
