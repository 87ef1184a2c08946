namespace PrivacyWaybill.Engine.Retention;

/// <summary>What is to be over on a day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Live">Records with originals.</param>
/// <param name="Erased">Tombstones.</param>
public sealed record RetentionDay(DateOnly Day, long Live, long Erased);
