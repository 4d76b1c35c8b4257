using Clew.Model;
using Clew.Query;
using Clew.Query.Language;

namespace Clew.Tests.Query.Language;

public sealed class FieldNotesTests
{
    public static TheoryData<string> Subjects { get; } = new(Enum.GetNames<Subject>());

    [Theory]
    [MemberData(nameof(Subjects))]
    public void EveryFieldIsDescribedAndItsExamplesAskAboutIt(string name)
    {
        var subject = Enum.Parse<Subject>(name);
        foreach (var field in FieldTable.OwnOf(subject))
        {
            var note = FieldNote.Of(field);
            Assert.True(note.About.EndsWith('.') && note.Examples.Count > 0, $"{subject}.{field} lacks a note.");
            foreach (var example in note.Examples)
            {
                var tree = Trees.Dump(FilterLanguage.Parse(example, subject, FilterLanguageTests.Clock));
                Assert.Contains($"{subject}.{field.Name}/", tree, StringComparison.Ordinal);
            }

            foreach (var alias in note.Aliases)
            {
                var found = Names.Find(subject, alias, field.TakesPath ? "x" : null);
                Assert.Equal((alias, field), (alias, found?.Field.Field));
            }
        }
    }
}
