using Clew.Intake;
using Clew.Model;

namespace Clew.Tests.Intake;

public sealed class ProjectCategoriesTests
{
    readonly ProjectCategories categories = new();

    public ProjectCategoriesTests() =>
        categories.Set(
            "mine",
            new Dictionary<string, IReadOnlyList<Category>> { ["config"] = [new("good", 2.5), new("bad", 0)] }
        );

    static Score Score(string? text, double? value, ScoreType? type, string? config = "config") =>
        new("s", default, default, "session", "name", value, text, null, ScoreSource.Api, 1)
        {
            Type = type,
            ConfigId = config,
        };

    [Theory]
    [InlineData("good", null, ScoreType.Categorical, "good", 2.5)]
    [InlineData("bad", null, null, "bad", 0.0)]
    [InlineData(null, 2.5, ScoreType.Numeric, "good", 2.5)]
    public void ACategoryHasItsNumberAndANumberItsCategory(
        string? text,
        double? value,
        object? type,
        string label,
        double number
    )
    {
        var whole = categories.Complete("mine", Score(text, value, (ScoreType?)type));
        Assert.Equal((ScoreType.Categorical, label, number), (whole.Type, whole.Text, whole.Value));
    }

    [Fact]
    public void WhatNoConfigurationKnowsStays()
    {
        Score[] scores =
        [
            Score("great", null, ScoreType.Categorical),
            Score("good", null, ScoreType.Text),
            Score("True", 1, ScoreType.Boolean),
            Score("good", null, ScoreType.Categorical, config: null),
            Score("good", null, ScoreType.Categorical, config: "other"),
        ];
        Assert.All(scores, score => Assert.Same(score, categories.Complete("mine", score)));
        Assert.Null(categories.Complete("theirs", Score("good", null, ScoreType.Categorical)).Value);
    }
}
