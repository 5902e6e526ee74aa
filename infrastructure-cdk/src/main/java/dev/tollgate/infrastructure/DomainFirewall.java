package dev.tollgate.infrastructure;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.route53resolver.CfnFirewallDomainList;
import software.amazon.awscdk.services.route53resolver.CfnFirewallRuleGroup;
import software.amazon.awscdk.services.route53resolver.CfnFirewallRuleGroup.FirewallRuleProperty;
import software.amazon.awscdk.services.route53resolver.CfnFirewallRuleGroupAssociation;
import software.constructs.Construct;

/**
 * Names that nobody listed are not resolved in the network: the administrator guide's {@code
 * EXTERNAL_AGENT_ALLOWED_WEBHOOK_DOMAINS} once more, outside the functions' own reach. See <a
 * href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html">Route
 * 53 Resolver DNS Firewall</a>.
 */
final class DomainFirewall {
    /** The services and the counters themselves. */
    private static final List<String> AWS = List.of("*.amazonaws.com", "*.api.aws");

    private static final int PRIORITY = 101;

    private DomainFirewall() {}

    static void on(Construct scope, Vpc vpc, List<String> domains) {
        var listed =
                list(
                        scope,
                        "ListedDomains",
                        Stream.concat(
                                        AWS.stream(),
                                        domains.stream()
                                                .flatMap(name -> Stream.of(name, "*." + name)))
                                .toList());
        var others = list(scope, "OtherDomains", List.of("*"));
        var rules =
                CfnFirewallRuleGroup.Builder.create(scope, "DomainRules")
                        .firewallRules(
                                List.of(
                                        FirewallRuleProperty.builder()
                                                .priority(1)
                                                .action("ALLOW")
                                                .firewallDomainListId(listed.getAttrId())
                                                .build(),
                                        FirewallRuleProperty.builder()
                                                .priority(2)
                                                .action("BLOCK")
                                                .blockResponse("NXDOMAIN")
                                                .firewallDomainListId(others.getAttrId())
                                                .build()))
                        .build();
        CfnFirewallRuleGroupAssociation.Builder.create(scope, "DomainFirewall")
                .firewallRuleGroupId(rules.getAttrId())
                .priority(PRIORITY)
                .vpcId(vpc.getVpcId())
                .build();
    }

    private static CfnFirewallDomainList list(Construct scope, String id, List<String> domains) {
        return CfnFirewallDomainList.Builder.create(scope, id).domains(domains).build();
    }
}
