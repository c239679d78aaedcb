package io.gatehouse.daemon;

import io.gatehouse.net.IpAddress;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code gatehouse policy explain ADDRESS}. */
@Command(
    name = "explain",
    description = "Says what each enforcement point would do about an address, and why.")
final class PolicyExplainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ADDRESS",
      converter = AddressConverter.class,
      description = "IPv4 or IPv6 address.")
  private @Nullable IpAddress address;

  @Override
  public Integer call() throws ProgramException {
    throw new ProgramException("policy: explaining " + address + " comes in a later version");
  }

  /** Reads the argument strictly; a host name is no address. */
  static final class AddressConverter implements ITypeConverter<IpAddress> {
    @Override
    public IpAddress convert(String text) {
      return IpAddress.tryParse(text)
          .orElseThrow(() -> new TypeConversionException("'" + text + "' is not an IP address"));
    }
  }
}
