// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An OpenID provider, asked by Nimbus' library. Thread-safe; asks nobody before it is needed. */
public final class OidcProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
  private static final int PATIENCE_MILLIS = 5_000;

  private final Client client;
  private final Supplier<String> base;
  private OIDCProviderMetadata metadata;

  /**
   * What the provider knows this server as.
   *
   * @param secret empty for a public client
   * @param groupsClaim names the groups in the ID token
   * @param operators the group whose members may operate
   */
  public record Client(
      String issuer,
      String id,
      io.azud.environment.Secret secret,
      String groupsClaim,
      String operators) {
    public Client {
      boolean local = issuer.matches("http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/.*)?");
      if (!issuer.startsWith("https://") && !local) {
        throw new AzudException(
            ErrorCode.USAGE, "--oidc-issuer must be an https address (or one of this machine)");
      }
    }
  }

  /**
   * @param base where browsers find this server; asked when somebody logs in
   */
  public OidcProvider(Client client, Supplier<String> base) {
    this.client = client;
    this.base = base;
  }

  /** Where the browser goes to log in. */
  URI authorize(PendingLogins.Attempt attempt) {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE, new Scope("openid", "profile", "email"), id(), callback())
        .endpointURI(metadata().getAuthorizationEndpointURI())
        .state(new State(attempt.state()))
        .nonce(new Nonce(attempt.nonce()))
        .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Exchanges the code for an ID token and says whose it is.
   *
   * @throws Refusal when the provider refuses, or its token is not for us
   */
  User user(String code, PendingLogins.Attempt attempt) {
    try {
      JWT token = exchange(code, attempt);
      IDTokenValidator validator =
          new IDTokenValidator(
              metadata().getIssuer(),
              id(),
              com.nimbusds.jose.JWSAlgorithm.RS256,
              metadata().getJWKSetURI().toURL());
      validator.validate(token, new Nonce(attempt.nonce()));
      return OidcLogin.userOf(
          token.getJWTClaimsSet().getClaims(), client.groupsClaim(), client.operators());
    } catch (BadJOSEException | JOSEException | ParseException | java.text.ParseException e) {
      LOG.warn("the provider's answer does not hold: {}", e.getMessage());
      throw new Refusal(403, "LOGIN_REFUSED", "the provider's answer does not hold");
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private JWT exchange(String code, PendingLogins.Attempt attempt)
      throws ParseException, IOException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), callback(), new CodeVerifier(attempt.verifier()));
    URI endpoint = metadata().getTokenEndpointURI();
    TokenRequest request =
        client.secret().reveal().isEmpty()
            ? new TokenRequest.Builder(endpoint, id(), grant).build()
            : new TokenRequest.Builder(
                    endpoint,
                    new ClientSecretBasic(id(), new Secret(client.secret().reveal())),
                    grant)
                .build();
    TokenResponse response = OIDCTokenResponseParser.parse(bounded(request.toHTTPRequest()).send());
    if (!response.indicatesSuccess()) {
      LOG.warn(
          "the provider refuses the code: {}",
          response.toErrorResponse().getErrorObject().getCode());
      throw new Refusal(403, "LOGIN_REFUSED", "the provider does not confirm this login");
    }
    return ((com.nimbusds.openid.connect.sdk.OIDCTokenResponse) response)
        .getOIDCTokens()
        .getIDToken();
  }

  private static HTTPRequest bounded(HTTPRequest request) {
    request.setConnectTimeout(PATIENCE_MILLIS);
    request.setReadTimeout(PATIENCE_MILLIS);
    request.setFollowRedirects(false);
    return request;
  }

  private synchronized OIDCProviderMetadata metadata() {
    if (metadata == null) {
      try {
        metadata =
            OIDCProviderMetadata.resolve(
                new Issuer(client.issuer()), PATIENCE_MILLIS, PATIENCE_MILLIS);
      } catch (GeneralException | IOException e) {
        throw unreachable(e);
      }
    }
    return metadata;
  }

  private Refusal unreachable(Exception e) {
    LOG.warn("the OpenID provider {} does not answer: {}", client.issuer(), e.getMessage());
    return new Refusal(
        503, "PROVIDER_UNREACHABLE", "the provider at which you log in does not answer; try again");
  }

  private ClientID id() {
    return new ClientID(client.id());
  }

  private URI callback() {
    return URI.create(base.get() + OidcLogin.CALLBACK);
  }
}
