namespace Clew.Tests.Wire.Langfuse;

public sealed class ScoreCheckTests
{
    const string Subject =
        "body: Provide exactly one of the following: traceId (with optional observationId), sessionId or datasetRunId. "
        + "ObservationId requires traceId.";

    static string? ErrorOf(string members) =>
        Events.ErrorOf(Events.Of("score-create", $$"""{"name":"n",{{members}}}"""));

    [Theory]
    [InlineData("""0.9""", null)]
    [InlineData("""-1e-7""", null)]
    [InlineData("\"good\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("""0.9,"dataType":"NUMERIC" """, null)]
    [InlineData("""1,"dataType":"BOOLEAN" """, null)]
    [InlineData("""0.0,"dataType":"BOOLEAN" """, null)]
    [InlineData("""  "good","dataType":"CATEGORICAL" """, null)]
    [InlineData("""  "long text","dataType":"TEXT" """, null)]
    [InlineData("""  "better","dataType":"CORRECTION" """, null)]
    [InlineData("""1,"dataType":null """, null)]
    [InlineData("""null""", "body.value: expected a number or a string, got null")]
    [InlineData("""true""", "body.value: expected a number or a string, got true")]
    [InlineData("""1e999""", "body.value: expected a number or a string, got 1e999")]
    [InlineData(
        "\"0.9\",\"dataType\":\"NUMERIC\"",
        "body.value: expected a number, as dataType is NUMERIC, got \"0.9\""
    )]
    [InlineData("""2,"dataType":"BOOLEAN" """, "body.value: expected 0 or 1, as dataType is BOOLEAN, got 2")]
    [InlineData("""true,"dataType":"BOOLEAN" """, "body.value: expected 0 or 1, as dataType is BOOLEAN, got true")]
    [InlineData("""1,"dataType":"CATEGORICAL" """, "body.value: expected a string, as dataType is CATEGORICAL, got 1")]
    [InlineData("""1,"dataType":"CORRECTION" """, "body.value: expected a string, as dataType is CORRECTION, got 1")]
    [InlineData(
        "\"\",\"dataType\":\"TEXT\"",
        "body.value: expected a string of 1 to 500 characters, as dataType is TEXT, got \"\""
    )]
    [InlineData(
        """1,"dataType":"numeric" """,
        "body.dataType: expected NUMERIC|CATEGORICAL|BOOLEAN|CORRECTION|TEXT, got \"numeric\""
    )]
    [InlineData("""1,"source":"HUMAN" """, "body.source: expected API|EVAL|ANNOTATION, got \"HUMAN\"")]
    [InlineData("""1,"comment":5 """, "body.comment: expected a string, got 5")]
    [InlineData(
        """1,"source":"ANNOTATION" """,
        "body.configId: expected the id of a score config, as source is ANNOTATION, got nothing"
    )]
    [InlineData("""1,"source":"ANNOTATION","configId":"c" """, null)]
    [InlineData("\"x\",\"source\":\"ANNOTATION\",\"dataType\":\"CORRECTION\"", null)]
    [InlineData(
        "\"x\",\"configId\":\"c\",\"dataType\":\"CORRECTION\"",
        "body.configId: expected none, as dataType is CORRECTION, got \"c\""
    )]
    public void A_value_fits_its_type(string value, string? error) =>
        Assert.Equal(error, ErrorOf($$"""  "traceId":"t","value":{{value}}"""));

    [Fact]
    public void A_text_of_500_characters_is_the_longest()
    {
        Assert.Null(ErrorOf($$"""  "traceId":"t","dataType":"TEXT","value":"{{new string('ä', 500)}}" """));
        Assert.NotNull(ErrorOf($$"""  "traceId":"t","dataType":"TEXT","value":"{{new string('ä', 501)}}" """));
    }

    [Theory]
    [InlineData("\"traceId\":\"t\"", true)]
    [InlineData("\"traceId\":\"t\",\"observationId\":\"o\"", true)]
    [InlineData("\"traceId\":\"t\",\"sessionId\":null,\"observationId\":null", true)]
    [InlineData("\"sessionId\":\"s\"", true)]
    [InlineData("\"datasetRunId\":\"r\"", true)]
    [InlineData("\"x\":1", false)]
    [InlineData("\"traceId\":\"\"", false)]
    [InlineData("\"observationId\":\"o\"", false)]
    [InlineData("\"sessionId\":\"s\",\"observationId\":\"o\"", false)]
    [InlineData("\"traceId\":\"t\",\"sessionId\":\"s\"", false)]
    [InlineData("\"sessionId\":\"s\",\"datasetRunId\":\"r\"", false)]
    public void A_score_judges_one_thing(string subject, bool isGood) =>
        Assert.Equal(isGood ? null : Subject, ErrorOf($$"""  "value":1,{{subject}}"""));

    [Fact]
    public void A_correction_is_not_of_a_session() =>
        Assert.Equal(
            "body.dataType: a CORRECTION is of a trace or an observation, not of a session or a dataset run",
            ErrorOf("""  "value":"x","dataType":"CORRECTION","sessionId":"s" """)
        );

    [Theory]
    [InlineData("""{"value":1,"traceId":"t"}""", "body.name: expected a string that is not empty, got nothing")]
    [InlineData("""{"value":1,"traceId":"t","name":""}""", "body.name: expected a string that is not empty, got \"\"")]
    [InlineData("""{"name":"n","traceId":"t"}""", "body.value: expected a value, got nothing")]
    public void A_score_has_a_name_and_a_value(string body, string error) =>
        Assert.Equal(error, Events.ErrorOf(Events.Of("score-create", body)));
}
