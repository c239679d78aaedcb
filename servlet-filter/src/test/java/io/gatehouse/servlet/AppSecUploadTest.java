package io.gatehouse.servlet;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AppSec is shown of uploads, and what the application gets of them. */
abstract class AppSecUploadTest extends AppSecRig {
  @ParameterizedTest
  @ValueSource(strings = {"parts", "parameters", "parts-and-fields", "dispatch", "charset"})
  void an_upload_reaches_the_application_as_if_nobody_had_seen_it(String how) throws Exception {
    start(Map.of());

    for (String file : List.of("", "a", "\r\n--Xy\r\n", "x".repeat(4900))) {
      String query =
          switch (how) {
            case "dispatch" -> "";
            case "parts-and-fields" -> "?a=b"; // in Tomcat parts come first, if asked for first
            default -> "?name=%C3%A9&a=b";
          };
      HttpResponse<String> plain = upload("/plain-up/" + how + query, file);
      assertThat(plain.statusCode()).isEqualTo(200);
      assertThat(upload("/up/" + how + query, file).body()).isEqualTo(plain.body());
    }
    APPSEC.verify(4, postRequestedFor(anyUrl()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "listener"})
  void an_upload_that_is_read_as_a_stream_is_what_appsec_saw(String how) throws Exception {
    start(Map.of());

    String read = upload("/up/" + how, "x").body();

    byte[] seen = APPSEC.findAll(postRequestedFor(anyUrl())).get(0).getBody();
    assertThat(read).isEqualTo(seen.length + " bytes, " + Arrays.hashCode(seen));
  }

  @Test
  void appsec_sees_every_part_of_an_upload_with_its_name_and_type() throws Exception {
    start(Map.of());

    upload("/up/parts", "<?php system($_GET['c']);");

    LoggedRequest seen = APPSEC.findAll(postRequestedFor(anyUrl())).get(0);
    assertThat(seen.getHeader("Content-Type")).isEqualTo("multipart/form-data; boundary=XyZ");
    assertThat(seen.getBodyAsString().toLowerCase(Locale.ROOT))
        .contains("content-disposition: form-data; name=\"photo\"; filename=\"café.png\"\r\n")
        .contains("content-type: image/png\r\n")
        .contains("\r\n\r\n<?php system($_get['c']);\r\n--xyz\r\n", "jörg")
        .endsWith("second\r\n--xyz--\r\n");
  }

  @Test
  void an_upload_with_a_bad_part_never_reaches_the_application() throws Exception {
    start(Map.of());
    APPSEC.stubFor(
        any(anyUrl())
            .withRequestBody(containing("<?php"))
            .willReturn(okJson("{\"action\":\"ban\"}").withStatus(403)));

    assertThat(upload("/up/parts", "<?php").statusCode()).isEqualTo(403);
    assertThat(upload("/up/parts", "fine").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"deny, 403, 0", "allow, 200, 0", "partial, 200, 1", "headers-only, 200, 1"})
  void an_upload_that_is_too_long_is_dealt_with_as_is_set(String action, int status, int questions)
      throws Exception {
    start(
        Map.of("gatehouse.appsec.max-body", "1KiB", "gatehouse.appsec.on-body-too-large", action));

    HttpResponse<String> answer = upload("/up/parts", "x".repeat(2000));

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 200) {
      assertThat(answer.body()).contains("photo=2000 bytes");
    }
    APPSEC.verify(questions, anyRequestedFor(anyUrl()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multipart/form-data; boundary=XyZ                     | 6000
          multipart/form-data; boundary=other                   | 1
          multipart/form-data                                   | 1
          multipart/form-data; boundary=XyZ; charset=none-such  | 1
          multipart/mixed; boundary=XyZ                         | 1
          """)
  void what_the_container_makes_no_parts_of_it_makes_none_of_now(String type, int length)
      throws Exception {
    start(Map.of());
    String body = upload("x".repeat(length));

    int plain = Wire.post(site().at("/plain-up/parts"), CLEAN, type, body);

    assertThat(Wire.post(site().at("/up/parts"), CLEAN, type, body) < 400).isEqualTo(plain < 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "reader", "parameters", "listener", "parts"})
  void an_application_without_parts_reads_an_upload_as_it_came(String how) throws Exception {
    start(Map.of());

    HttpResponse<String> plain = upload("/plain/" + how + "?a=b", "x");

    HttpResponse<String> seen = upload("/app/" + how + "?a=b", "x");
    assertThat(seen.statusCode()).isEqualTo(plain.statusCode());
    if (seen.statusCode() == 200) {
      assertThat(seen.body()).isEqualTo(plain.body());
    }
  }

  /** A form with two fields and a file, as browsers send it. */
  private static String upload(String file) {
    return """
        --XyZ\r
        Content-Disposition: form-data; name="name"\r
        \r
        Jörg\r
        --XyZ\r
        Content-Disposition: form-data; name="photo"; filename="café.png"\r
        Content-Type: image/png\r
        \r
        %s\r
        --XyZ\r
        Content-Disposition: form-data; name="name"\r
        \r
        second\r
        --XyZ--\r
        """
        .formatted(file);
  }

  private HttpResponse<String> upload(String path, String file)
      throws IOException, InterruptedException {
    return post(path, upload(file), "multipart/form-data; boundary=XyZ");
  }
}
