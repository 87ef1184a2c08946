using System.CommandLine;

namespace PrivacyWaybill.Cli.Servers;

/// <summary>The options by which a server is found, and its connection.</summary>
internal sealed class ServerOptions(Shell shell)
{
    private const string DefaultServer = "http://127.0.0.1:5260";

    private readonly Option<string> _server = new("--server")
    {
        Description = $"The server. Default: environment variable PW_SERVER, else {DefaultServer}.",
        HelpName = "URL",
    };

    private readonly Option<string> _key = new("--key")
    {
        Description = "The API key. Default: environment variable PW_API_KEY, which other users of this machine cannot see in the list of processes.",
        HelpName = "KEY",
    };

    private readonly Option<string> _ca = new("--ca")
    {
        Description = "Trust the certificates in this PEM file, and no others: a CA's, or the server's own.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_key);
        command.Add(_ca);
    }

    /// <summary>The connection that the command line asks for; the server is contacted by the first call.</summary>
    /// <exception cref="UsageException">The URL or the certificate file cannot be used.</exception>
    public ServerConnection Connect(ParseResult parse)
    {
        var url = parse.GetValue(_server) ?? shell.Variable("PW_SERVER") ?? DefaultServer;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
            throw new UsageException("--server: must be a URL as http://127.0.0.1:5260 or https://waybills.example:5260");
        var ca = parse.GetValue(_ca);
        if (ca is not null && server.Scheme != "https") throw new UsageException("--ca: goes with an https server");
        var key = parse.GetValue(_key) ?? shell.Variable("PW_API_KEY");
        if (key is not null && server.Scheme == "http" && !server.IsLoopback)
            shell.Error.WriteLine("warning: the API key and the answers go over the network unencrypted; use https");
        return new ServerConnection(server, string.IsNullOrEmpty(key) ? null : key, ca);
    }
}
