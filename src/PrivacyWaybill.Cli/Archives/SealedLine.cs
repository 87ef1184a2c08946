namespace PrivacyWaybill.Cli.Archives;

/// <summary>A sealed record of an archive, or what stands in its place.</summary>
/// <param name="Number">Its line, from 1.</param>
/// <param name="Envelope">The record; empty where there is none.</param>
internal readonly record struct SealedLine(long Number, byte[] Envelope);
