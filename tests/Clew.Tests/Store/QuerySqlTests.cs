using System.Text;
using Clew.Model;
using Clew.Query.Language;
using Clew.Store.Sqlite;
using Clew.Tests.Query.Language;

namespace Clew.Tests.Store;

/// <summary>The SQL and the parameters of queries, as <c>Snapshots/query-sql.txt</c> has them.</summary>
public sealed class QuerySqlTests
{
    static string Snapshot =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", "query-sql.txt")).ReplaceLineEndings("\n");

    [Fact]
    public void QueriesBecomeThisSql()
    {
        var actual = new StringBuilder();
        foreach (var line in Snapshot.Split('\n').Where(line => line.StartsWith("> ", StringComparison.Ordinal)))
        {
            var (subject, query) = (line.Split(' ')[1], line[(line.IndexOf(' ', 2) + 1)..]);
            var sql = new FilterSql();
            var text = sql.Of(
                FilterLanguage.Parse(query, Enum.Parse<Subject>(subject, ignoreCase: true), FilterLanguageTests.Clock)
            );
            actual.Append($"{line}\n{text}\n{string.Join(" | ", sql.Parameters.Select(Shown))}\n\n");
        }

        Assert.True(Snapshot == actual.ToString(), $"The snapshot differs from what is now:\n{actual}");
    }

    static string Shown(object parameter) =>
        parameter switch
        {
            string text => $"text '{text.Replace('\u001f', '·')}'",
            byte[] bytes => $"blob {Convert.ToHexStringLower(bytes)}",
            double number => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"real {number}"),
            _ => $"integer {parameter}",
        };
}
