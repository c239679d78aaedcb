package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.Enforcer;
import io.gatehouse.enforce.EnforcerContract;
import io.gatehouse.testing.NetworkNamespace;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("netns")
class NftablesEnforcerContractTest extends EnforcerContract {
  @RegisterExtension final NetworkNamespace namespace = new NetworkNamespace();

  private final NftProgram nft = new NftProgram(namespace);

  @Override
  protected Enforcer<?, ?> open() throws EnforcementException {
    return NftablesEnforcer.open(NftablesConfig.builder().build());
  }

  @Override
  protected Enforcer<?, ?> openWithCapacity(int targets) throws EnforcementException {
    return NftablesEnforcer.open(NftablesConfig.builder().setSize(targets).build());
  }

  @Override
  protected Set<String> witness() {
    return nft.enforced();
  }

  @Override
  protected void addForeign() {
    nft.run("add table inet other");
    nft.run("add set inet other mine { type ipv4_addr; elements = { 192.0.2.77 }; }");
  }

  @Override
  protected boolean hasForeign() {
    return nft.run("list", "table", "inet", "other").contains("192.0.2.77");
  }
}
