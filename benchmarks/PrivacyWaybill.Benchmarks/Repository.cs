namespace PrivacyWaybill.Benchmarks;

/// <summary>Files of the repository, found upward: BenchmarkDotNet runs from folders of its own.</summary>
internal static class Repository
{
    public static string Path(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "PrivacyWaybill.sln"))) return System.IO.Path.Combine(folder.FullName, relative);
        throw new DirectoryNotFoundException("PrivacyWaybill.sln was not found");
    }
}
