namespace PrivacyWaybill.Testing;

/// <summary>Paths of the repository's own files, found from the test's folder upward.</summary>
public static class RepositoryFiles
{
    /// <summary>The folder that holds <c>PrivacyWaybill.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The absolute path of a file named relative to the root.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "PrivacyWaybill.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("PrivacyWaybill.sln was not found above the tests");
    }
}
