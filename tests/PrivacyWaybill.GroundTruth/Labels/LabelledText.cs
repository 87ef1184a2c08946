namespace PrivacyWaybill.GroundTruth.Labels;

/// <summary>A field of a waybill whose secrets are known.</summary>
/// <param name="Segments">The text, piece by piece, in order.</param>
/// <param name="Forms">Names of the forms it has, the field's own first. A name that ends in <c>?</c> can be argued about.</param>
public sealed record LabelledText(IReadOnlyList<Segment> Segments, IReadOnlyList<string> Forms)
{
    /// <summary>The field as a masker gets it.</summary>
    public string Text { get; } = string.Concat(Segments.Select(segment => segment.Text));

    /// <summary>Whether a failure says something about the masker for certain.</summary>
    public bool IsFair => !Forms.Any(form => form.EndsWith('?'));

    /// <summary>The text with its labels: <c>‹free›</c>, <c>«kind:secret»</c>, the rest is to be kept.</summary>
    public override string ToString() => string.Concat(Segments.Select(segment => segment.Label.Exposure switch
    {
        Exposure.Keep => segment.Text,
        Exposure.Free => $"‹{segment.Text}›",
        _ => $"«{segment.Label.Kind}:{segment.Text}»",
    }));
}
