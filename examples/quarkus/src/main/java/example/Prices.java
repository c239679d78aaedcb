package example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A Jakarta REST resource; with {@code quarkus-resteasy} the filter is in front of it. */
@Path("/prices")
public class Prices {
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String all() {
    return "{\"tea\": 3}";
  }
}
