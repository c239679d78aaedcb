package io.gatehouse.policy;

import static io.gatehouse.policy.ScenarioClass.CREDS;
import static io.gatehouse.policy.ScenarioClass.EXPLOIT;
import static io.gatehouse.policy.ScenarioClass.NONHTTP;
import static io.gatehouse.policy.ScenarioClass.PROBE;
import static io.gatehouse.policy.ScenarioClass.SPOOFABLE;
import static io.gatehouse.policy.ScenarioRule.containing;
import static io.gatehouse.policy.ScenarioRule.word;

import java.util.List;

/**
 * What the names of CrowdSec's hub scenarios tell; the first row that matches holds. Exploits come
 * first, because an exploit of SSH is an exploit; services before credentials, because guessing
 * passwords of a mail server is no offence against a web site.
 *
 * <p>Services over UDP are spoofable where one packet is enough to set a scenario off. Those that
 * first make the client echo something (SIP registration with a digest, VPN handshakes) are not;
 * the hub labels them so too (repo:crowdsecurity/hub, {@code labels.spoofable}).
 */
final class ScenarioTable {
  private ScenarioTable() {}

  static final List<ScenarioRule> ROWS =
      List.of(
          containing("cve-|vpatch|vmsa-|backdoors?-attempts|appsec|exploit|log4", EXPLOIT),
          containing("sqli|xss|path-traversal|modsecurity|naxsi|crs-anomaly", EXPLOIT),
          word("rce|rfi|lfi|webshell", EXPLOIT),
          word("dns|bind9?", SPOOFABLE, "udp/53"),
          word("ntp", SPOOFABLE, "udp/123"),
          word("ssdp|upnp", SPOOFABLE, "udp/1900"),
          word("sip", SPOOFABLE, "udp/5060"),
          word("snmp", SPOOFABLE, "udp/161"),
          word("mdns", SPOOFABLE, "udp/5353"),
          word("tftp", SPOOFABLE, "udp/69"),
          word("cldap", SPOOFABLE, "udp/389"),
          word("memcached?", SPOOFABLE, "udp/11211"),
          containing("iptables-scan|pf-scan|scan-multi_ports|port-?scan", SPOOFABLE),
          containing("syn-(?:scan|flood)|udp-?(?:scan|flood)", SPOOFABLE),
          word("ssh|sshd|sshesame|endlessh", NONHTTP, "tcp/22"),
          word("rdp", NONHTTP, "tcp/3389"),
          containing("^windows-bf", NONHTTP, "tcp/445", "tcp/3389"),
          word("ftp|ftps|proftpd|pureftpd|vsftpd", NONHTTP, "tcp/21"),
          word("telnet", NONHTTP, "tcp/23"),
          word("smb|samba", NONHTTP, "tcp/139", "tcp/445"),
          word(
              "smtp|postfix|postscreen|exim|amavis|mailscanner",
              NONHTTP,
              "tcp/25",
              "tcp/465",
              "tcp/587"),
          word("imap|pop3?|dovecot|cyrus", NONHTTP, "tcp/110", "tcp/143", "tcp/993", "tcp/995"),
          word(
              "e?mail|mailcow",
              NONHTTP,
              "tcp/25",
              "tcp/110",
              "tcp/143",
              "tcp/465",
              "tcp/587",
              "tcp/993",
              "tcp/995"),
          word("mysql|mariadb", NONHTTP, "tcp/3306"),
          word("pgsql|postgres|postgresql|supavisor", NONHTTP, "tcp/5432"),
          word("mssql", NONHTTP, "tcp/1433"),
          word("mongodb", NONHTTP, "tcp/27017"),
          word("redis", NONHTTP, "tcp/6379"),
          word("ldap|ldaps", NONHTTP, "tcp/389", "tcp/636"),
          word("vnc", NONHTTP, "tcp/5900"),
          word("mqtt", NONHTTP, "tcp/1883", "tcp/8883"),
          word("asterisk|freeswitch", NONHTTP, "tcp/5060", "tcp/5061", "udp/5060"),
          word("openvpn", NONHTTP, "tcp/1194", "udp/1194"),
          word("wireguard", NONHTTP, "udp/51820"),
          word("ipsec", NONHTTP, "udp/500", "udp/4500"),
          word("teamspeak3", NONHTTP, "tcp/10011", "tcp/30033", "udp/9987"),
          containing("[-_]bf|brute-?force|credential|stuffing|user[-_]?enum|auth-fail", CREDS),
          containing("crawl|probb?ing|bad-user-agent|sensitive-files|open-proxy", PROBE),
          containing("scan|enum|wpconfig|w00tw00t|error-disclosure", PROBE));
}
